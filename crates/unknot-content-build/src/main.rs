//! Prints the words of the page and the manifest as JSON: a map of the places that they fill to their texts.
//!
//! The words are those of the language in `UNKNOT_LANGUAGE`, or English.

#![expect(clippy::print_stdout, reason = "the output is what it is for")]

use std::env;
use std::error::Error;

use unknot_content_build::{ENGLISH, compile};

fn main() -> Result<(), Box<dyn Error>> {
    let compiled = compile(env::var("UNKNOT_LANGUAGE").as_deref().unwrap_or(ENGLISH));
    println!("{}", serde_json::to_string(&compiled.page)?);
    Ok(())
}
