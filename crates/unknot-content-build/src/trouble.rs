//! Parses what people call their trouble: the table `finds` of a language.

use std::collections::BTreeMap;

use serde::Deserialize;
use unknot_content::Trouble;
use unknot_content::caution::Caution;

use crate::parts::Parts;

/// The table `finds`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Source {
    ignored: String,
    alarms: Vec<String>,
    cautions: BTreeMap<String, Vec<String>>,
    pages: BTreeMap<String, String>,
}

impl Source {
    /// Adds it to the library, which has the search.
    ///
    /// # Panics
    /// If it names a caution or a page that doesn't exist.
    pub(crate) fn add_to<'a>(&'a self, parts: &mut Parts<'a>) {
        let words = &mut parts.library().words;
        for slug in self.pages.keys() {
            let exists = words.learn.pages.iter().any(|page| page.slug == slug);
            assert!(exists, "finds: there is no page «{slug}»");
        }
        words.trouble = Trouble {
            ignored: self.ignored.split_whitespace().collect(),
            alarms: borrow(&self.alarms),
            cautions: self
                .cautions
                .iter()
                .map(|(name, all)| (caution(name), borrow(all)))
                .collect(),
            pages: self.pages.iter().map(|(slug, terms)| (&**slug, &**terms)).collect(),
        };
    }
}

fn borrow(phrases: &[String]) -> Vec<&str> {
    phrases.iter().map(String::as_str).collect()
}

fn caution(name: &str) -> Caution {
    let value = toml::Value::String(name.to_owned());
    value.try_into().unwrap_or_else(|_| panic!("finds: there is no caution «{name}»"))
}
