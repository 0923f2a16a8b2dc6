//! Writes what is published beside the program: the library, into the folder that is named, and on the standard output, as
//! JSON, what the page and the manifest say.
//!
//! `cargo run -p unknot-content-build -- dist`; the words are those of the language in `UNKNOT_LANGUAGE`, or English.

#![expect(clippy::print_stdout, reason = "the output is what it is for")]

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use unknot_content_build::{ENGLISH, compile};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).ok_or("which folder is the library for?")?;
    let compiled = compile(env::var("UNKNOT_LANGUAGE").as_deref().unwrap_or(ENGLISH));
    fs::write(PathBuf::from(folder).join(compiled.library_name()), &compiled.library)?;
    println!("{}", serde_json::to_string(&compiled.page)?);
    Ok(())
}
