//! Compiles the data files of `unknot-content` into the data of this crate (`src/content.rs`).

use std::path::Path;
use std::{env, fs};

use unknot_content_build::{ENGLISH, Voice, compile};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=UNKNOT_LANGUAGE");
    let compiled = compile(env::var("UNKNOT_LANGUAGE").as_deref().unwrap_or(ENGLISH));
    for source in &compiled.sources {
        println!("cargo::rerun-if-changed={}", source.display());
    }
    write("first.bin", &compiled.first);
    write("library.bin", &compiled.library);
    let (tag, spoken) = (&compiled.language.tag, compiled.language.spoken());
    let voice = |voice: &Option<Voice>| {
        voice.as_ref().map_or("None".to_owned(), |Voice { folder, bytes }| {
            let megabytes = (bytes + 500_000) / 1_000_000;
            format!("Some(Clips {{ folder: {folder:?}, megabytes: {megabytes} }})")
        })
    };
    let (higher, lower) = (voice(&compiled.voices.higher), voice(&compiled.voices.lower));
    write(
        "content.rs",
        format!(
            "/// The language of the texts, as a BCP 47 tag.\npub const LANGUAGE: &str = {tag:?};\n\
             /// The primary subtag of [`LANGUAGE`], without script and region.\n\
             pub const SPOKEN: &str = {spoken:?};\n\
             /// The higher voice in this language, if it has one.\n\
             pub(crate) const HIGHER_VOICE: Option<Clips> = {higher};\n\
             /// The lower voice in this language, if it has one.\n\
             pub(crate) const LOWER_VOICE: Option<Clips> = {lower};\n"
        ),
    );
}

fn write(name: &str, content: impl AsRef<[u8]>) {
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&folder).join(name), content).expect("OUT_DIR can be written");
}
