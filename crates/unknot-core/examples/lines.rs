//! Prints every text that a session can speak, one per line: `cargo run -p unknot-core --example
//! lines`. `tools/voice` makes the voice clips from them.
#![expect(clippy::print_stdout, reason = "the output of this program")]

fn main() {
    for part in unknot_core::i18n::all_parts() {
        println!("{part}");
    }
}
