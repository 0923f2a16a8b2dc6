//! Small helpers for writing Rust.

/// `cat-cow` or `player.pause` as a name of an enum's variant: `CatCow`, `PlayerPause`.
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

/// A list of expressions as the text of an array: `[a, b]`.
pub(crate) fn array<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<_> = items.into_iter().map(|item| item.as_ref().to_owned()).collect();
    format!("[{}]", items.join(", "))
}
