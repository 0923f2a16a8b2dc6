//! Compiles the catalog, the figures and the words into Rust.

fn main() {}
