//! Everything that a session can say, a part of a line on each line: `cargo run --example lines`. What speaks it is in
//! tools/voice.
#![expect(clippy::print_stdout, reason = "that is what it is for")]

fn main() {
    for part in unknot::words::all_parts() {
        println!("{part}");
    }
}
