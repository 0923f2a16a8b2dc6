//! Small helpers for writing Rust.

/// `cat-cow` or `player.pause` as the name of an enum's variant: `CatCow`, `PlayerPause`.
pub(crate) fn variant(slug: &str) -> String {
    slug.split(['-', '.', '_'])
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or(String::new(), |first| {
                first.to_uppercase().collect::<String>() + letters.as_str()
            })
        })
        .collect()
}

/// An enum with a variant for each name, with all of its variants and their names as constants.
pub(crate) fn enumeration(name: &str, doc: &str, derives: &str, names: &[&str]) -> String {
    let variants: Vec<_> = names.iter().map(|name| variant(name)).collect();
    let count = names.len();
    format!(
        "/// {doc}\n#[derive({derives})]\n\
         #[expect(missing_docs, reason = \"the names are those of the data files\")]\n\
         pub enum {name} {{ {} }}\n\
         const ALL_OF_{upper}: [{name}; {count}] = [{}];\n\
         const NAMES_OF_{upper}: [&str; {count}] = {names:?};\n",
        variants.join(", "),
        variants.iter().map(|variant| format!("{name}::{variant}")).collect::<Vec<_>>().join(", "),
        upper = name.to_uppercase(),
    )
}
