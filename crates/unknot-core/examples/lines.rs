//! Everything that a session can say, a part of a line on each line: `cargo run -p unknot-core --example lines`. What speaks it is in
//! tools/voice.
#![expect(clippy::print_stdout, reason = "that is what it is for")]

fn main() {
    for part in unknot_core::i18n::all_parts() {
        println!("{part}");
    }
}
