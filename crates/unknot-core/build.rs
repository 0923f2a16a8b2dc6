//! Compiles the data files of `unknot-content` into the data of this crate (`src/content.rs`).

use std::path::Path;
use std::{env, fs};

use unknot_content_build::{ENGLISH, compile};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=UNKNOT_LANGUAGE");
    let compiled = compile(env::var("UNKNOT_LANGUAGE").as_deref().unwrap_or(ENGLISH));
    for source in &compiled.sources {
        println!("cargo::rerun-if-changed={}", source.display());
    }
    write("first.bin", &compiled.first);
    write("library.bin", &compiled.library);
    let (tag, spoken, voice) =
        (&compiled.language.tag, compiled.language.spoken(), &compiled.voice);
    write(
        "content.rs",
        format!(
            "/// The language of the texts, as a BCP 47 tag.\npub const LANGUAGE: &str = {tag:?};\n\
             /// The primary subtag of [`LANGUAGE`], without script and region.\n\
             pub const SPOKEN: &str = {spoken:?};\n\
             /// The folder of the app's recorded voice below `voice/`. `None` if there is no voice
             /// in this language.\n\
             pub const VOICE: Option<&str> = {voice:?};\n"
        ),
    );
}

fn write(name: &str, content: impl AsRef<[u8]>) {
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&folder).join(name), content).expect("OUT_DIR can be written");
}
