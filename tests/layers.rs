//! What the crates' manifests can't say: which module of the app may name which (ARCHITECTURE.md).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};

/// The crates that only `platform` may name.
const BROWSER: [&str; 6] = [
    "web_sys::",
    "js_sys::",
    "wasm_bindgen::",
    "wasm_bindgen_futures::",
    "gloo_timers::",
    "gloo_events::",
];

/// Each module, and what it must not name: whatever is above it, and for views the platform below.
const FORBIDDEN: [(&str, &[&str]); 5] = [
    ("pages", &["crate::platform"]),
    ("components", &["crate::platform", "crate::pages"]),
    ("state", &["crate::pages", "crate::components"]),
    ("services", &["crate::state", "crate::pages", "crate::components"]),
    (
        "platform",
        &["leptos::", "crate::services", "crate::state", "crate::pages", "crate::components"],
    ),
];

/// The Rust files of a folder, except those that only tests use.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
            && !path.ends_with("testing.rs")
        {
            files.push(path);
        }
    }
    files
}

/// The code of a file without its comments and without its tests, which come last.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text.lines().peekable();
    let mut code = String::new();
    while let Some(line) = lines.next() {
        let begins_tests = line == "#[cfg(test)]"
            && lines.peek().is_some_and(|next| next.starts_with("mod tests {"));
        if begins_tests {
            break;
        }
        if !line.trim_start().starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

#[test]
fn only_platform_names_the_browser() {
    let files = sources(Path::new("src"));
    assert!(files.len() > 50, "{} files", files.len());
    for file in files.iter().filter(|file| !file.starts_with("src/platform")) {
        let code = code(file);
        for name in BROWSER {
            assert!(!code.contains(name), "{} names {name}", file.display());
        }
    }
}

#[test]
fn no_module_names_what_is_above_it() {
    for (module, forbidden) in FORBIDDEN {
        let files = sources(&Path::new("src").join(module));
        assert!(!files.is_empty(), "{module}");
        for file in files {
            let code = code(&file);
            for name in forbidden {
                assert!(!code.contains(name), "{} names {name}", file.display());
            }
        }
    }
}
