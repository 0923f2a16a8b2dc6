//! Who may use whom: the table of ARCHITECTURE.md, held against the sources.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Crates of the browser, and who may name them.
const BROWSER: [&str; 5] = ["web_sys", "js_sys", "wasm_bindgen", "gloo_timers", "leptos"];

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

/// Each module with the text of all its files, up to their tests, which may use whatever they like.
fn modules() -> BTreeMap<String, String> {
    let mut modules = BTreeMap::new();
    for file in sources(Path::new("src")) {
        let inside: Vec<_> = file.iter().skip(1).map(|part| part.to_str().unwrap()).collect();
        if inside.len() < 2 || file.ends_with("tests.rs") || file.ends_with("testing.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
        let code = code.take_while(|line| !line.starts_with("#[cfg(all(test"));
        let code = code.filter(|line| !line.trim_start().starts_with("//"));
        let all: &mut String = modules.entry(inside[0].to_owned()).or_default();
        for line in code {
            all.push_str(line);
            all.push('\n');
        }
    }
    modules
}

/// The table: what each module may use, and which modules there are.
fn table() -> BTreeMap<String, String> {
    let text = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let rows = text.lines().skip_while(|line| !line.starts_with("| Module |")).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            (cells[0].trim_matches('`').to_owned(), cells[2].to_owned())
        })
        .collect()
}

/// The names that follow `before` in a text.
fn named<'a>(text: &'a str, before: &str) -> BTreeSet<&'a str> {
    text.match_indices(before)
        .map(|(place, _)| {
            let rest = &text[place + before.len()..];
            &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
        })
        .collect()
}

#[test]
fn modules_use_what_the_table_says_and_nothing_else() {
    let (modules, table) = (modules(), table());
    assert!(modules.keys().eq(table.keys()), "{:?}\n{:?}", modules.keys(), table.keys());
    for (module, text) in &modules {
        let may: BTreeSet<&str> = if table[module].starts_with("all above") {
            let not = named(&table[module], "but `");
            modules.keys().map(String::as_str).filter(|m| *m != "ui" && !not.contains(m)).collect()
        } else {
            named(&table[module], "`")
        };
        for used in named(text, "crate::") {
            let is_module = modules.contains_key(used) && used != module.as_str();
            assert!(!is_module || may.contains(used), "{module} uses {used}");
        }
    }
}

#[test]
fn only_the_two_borders_name_the_browser() {
    for (module, text) in &modules() {
        for name in BROWSER {
            let is_named = text.contains(&format!("{name}::"));
            let may = match module.as_str() {
                "dom" => true,
                "platform" => name != "leptos",
                // What screens and the app share with the graph: owners and signals.
                "app" | "ui" => name == "leptos",
                _ => false,
            };
            assert!(!is_named || may, "{module} names {name}");
        }
    }
}
