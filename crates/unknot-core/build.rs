//! Compiles the data files of `unknot-content` into the ids, the keys and the data of this crate.

fn main() {
    unknot_content::compile();
}
