//! Prints the texts of the page and the manifest as JSON.
//!
//! The environment variable `UNKNOT_LANGUAGE` selects
//! the language; the default is English.

#![expect(clippy::print_stdout, reason = "the post-build step reads the output")]

use std::env;
use std::error::Error;

use unknot_content_build::{ENGLISH, compile};

fn main() -> Result<(), Box<dyn Error>> {
    let compiled = compile(env::var("UNKNOT_LANGUAGE").as_deref().unwrap_or(ENGLISH));
    println!("{}", serde_json::to_string(&compiled.page)?);
    Ok(())
}
