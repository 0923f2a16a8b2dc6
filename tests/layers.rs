//! What the crates' manifests can't say: within the app, who may name the browser (ARCHITECTURE.md).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};

/// Crates of the browser.
const BROWSER: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "gloo_timers"];

/// The modules of the app that may name them.
const BORDERS: [&str; 2] = ["dom", "platform"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    files
}

/// A file's code without its comments and its tests, which may use whatever they like.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().take_while(|line| {
        !line.starts_with("#[cfg(test)]") && !line.starts_with("#[cfg(all(test")
    });
    let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn only_the_borders_name_the_browser() {
    let files = sources(Path::new("src"));
    assert!(files.len() > BORDERS.len());
    for file in files {
        let is_border =
            BORDERS.iter().any(|border| file.starts_with(Path::new("src").join(border)));
        let is_test = file.ends_with("tests.rs") || file.ends_with("testing.rs");
        if is_border || is_test {
            continue;
        }
        let code = code(&file);
        for name in BROWSER {
            assert!(!code.contains(&format!("{name}::")), "{} names {name}", file.display());
        }
    }
}

#[test]
fn the_platform_knows_no_leptos() {
    for file in sources(Path::new("src/platform")) {
        assert!(!code(&file).contains("leptos::"), "{} names leptos", file.display());
    }
}
