//! The words of a language: parsed, checked for completeness, written as Rust.
//!
//! Four tables belong to the catalog and must name all of it and nothing else: `pose`, `variation`,
//! `routine` and `guide`. All other texts become keys: `[player] pause` is `Key::PlayerPause`. A table whose
//! only entries are `one` and `other` is a plural.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use toml::{Table, Value};

use crate::catalog::{Catalog, OPENING};
use crate::code::{array, variant};
use crate::pack::{Pack, Part, list};

/// Tables of texts that are in the library.
const LIBRARY_TABLES: [&str; 28] = [
    "about-you",
    "area",
    "basis",
    "caution",
    "dim",
    "error",
    "find",
    "flare",
    "help",
    "hurt",
    "in-the-way",
    "intensity",
    "learn-page",
    "library-page",
    "lock-test",
    "manner",
    "news",
    "place",
    "pose-page",
    "position",
    "progress",
    "prop",
    "recordings",
    "rhythm",
    "routine-page",
    "settings",
    "sounds",
    "spoken",
];

/// The forms of a plural, as Unicode's CLDR calls them. Each language has some of them, and all have the last.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The pace of a calm voice (`tests/i18n.rs` of unknot-core holds all that is said against it).
const WORDS_A_MINUTE: f64 = 130.0;
/// What part of a guidance line's time is silence.
const SILENCE: f64 = 0.4;

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct PoseWords {
    name: String,
    #[serde(default)]
    sanskrit: String,
    setup: String,
    left: Option<String>,
    right: Option<String>,
    action: String,
    steps: Vec<String>,
    dose: String,
    breath: String,
    easier: String,
    caution: String,
    looks: String,
}

/// What a variation says that its pose does not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariationWords {
    name: String,
    setup: Option<String>,
    action: String,
    looks: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoutineWords {
    name: String,
    summary: String,
    #[serde(default)]
    note: String,
    /// Words that people may look for, and that are nowhere else in it.
    #[serde(default)]
    finds: String,
}

impl VariationWords {
    fn over(self, of: PoseWords) -> PoseWords {
        PoseWords {
            name: self.name,
            setup: self.setup.unwrap_or(of.setup),
            action: self.action,
            looks: self.looks.unwrap_or(of.looks),
            ..of
        }
    }
}

/// The words of a language.
pub(crate) struct Words {
    texts: Table,
    /// Each line of guidance in all its wordings.
    guides: BTreeMap<String, Vec<String>>,
}

/// A line of guidance: in one wording, in several, or told by the time of day.
#[derive(Deserialize)]
#[serde(untagged)]
enum Wordings {
    One(String),
    Several(Vec<String>),
    ByTime { morning: String, day: String, evening: String },
}

impl Wordings {
    fn into_list(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Several(texts) => texts,
            // In the order of the app's own times of day.
            Self::ByTime { morning, day, evening } => vec![morning, day, evening],
        }
    }
}

impl Words {
    /// Those of a language's tables.
    ///
    /// # Panics
    /// Where they don't fit, with the place.
    pub(crate) fn of(mut texts: Table) -> Self {
        let guides: BTreeMap<String, Wordings> = take(&mut texts, "guide");
        for (slug, wordings) in &guides {
            let by_time = matches!(wordings, Wordings::ByTime { .. });
            assert!(by_time == (slug == OPENING), "words: {slug} is told by the time of day");
        }
        let guides = guides.into_iter().map(|(slug, wordings)| (slug, wordings.into_list()));
        Self { texts, guides: guides.collect() }
    }

    /// Takes a table out, which another part of the build reads.
    pub(crate) fn take<T: for<'de> Deserialize<'de>>(&mut self, name: &str) -> T {
        take(&mut self.texts, name)
    }

    /// Whether there is a text or a table of that path, `pose.cat-cow.caution`; a `*` is any name.
    pub(crate) fn has(&self, path: &str) -> bool {
        let mut tables: Vec<&Table> = vec![&self.texts];
        let mut is_there = false;
        for name in path.split('.') {
            let all = tables.iter().copied().flatten();
            let of_name = all.filter(|(key, _)| name == "*" || *key == name);
            let values: Vec<&Value> = of_name.map(|(_, value)| value).collect();
            is_there = !values.is_empty();
            tables = values.into_iter().filter_map(Value::as_table).collect();
        }
        is_there
    }

    /// How many seconds a line of guidance needs in its longest wording, with its silence.
    pub(crate) fn room_of(&self, guide: &str) -> f64 {
        let counts = self.guides.get(guide).into_iter().flatten();
        let most = counts.map(|text| text.split_whitespace().count()).max();
        let most = most.unwrap_or_else(|| panic!("words: no words for guide «{guide}»"));
        let spoken =
            f64::from(u32::try_from(most).expect("lines are short")) * 60.0 / WORDS_A_MINUTE;
        (spoken / (1.0 - SILENCE)).ceil()
    }

    /// The pack as Rust.
    ///
    /// # Panics
    /// Where a word is missing or unused, with its place: this runs at build time.
    pub(crate) fn into_rust(self, catalog: &Catalog, pack: &mut Pack) -> String {
        let Self { texts: mut tables, guides } = self;
        let mut code = String::new();

        let mut poses: BTreeMap<String, PoseWords> = take(&mut tables, "pose");
        let of = |slug: &String| catalog.variations.contains_key(slug);
        same_names("pose", poses.keys(), catalog.poses.keys().filter(|slug| !of(slug)));
        let variations: BTreeMap<String, VariationWords> = take(&mut tables, "variation");
        same_names("variation", variations.keys(), catalog.variations.keys());
        for (slug, words) in variations {
            let of = poses[&catalog.variations[&slug]].clone();
            poses.insert(slug, words.over(of));
        }
        for (slug, words) in &poses {
            add_pose(pack, slug, words, catalog);
        }

        let mut routines: BTreeMap<String, RoutineWords> = take(&mut tables, "routine");
        for routine in &catalog.routines {
            let words = routines.remove(&routine.slug);
            let words =
                words.unwrap_or_else(|| panic!("words: no words for routine {}", routine.slug));
            let finds =
                catalog.names_of(routine).map(|(table, name)| name_in(&tables, table, name));
            let finds = finds.chain(routine.poses().map(|pose| poses[pose].name.clone()));
            let finds = words_of(
                finds.chain([&words.summary, &words.note, &words.finds].map(Clone::clone)),
            );
            let RoutineWords { name, summary, note, .. } = words;
            pack.add(routine.part(), "routine-words", &[&routine.slug, &name, &summary, &note]);
            pack.add(Part::Library, "finds", &[&routine.slug, &finds]);
        }
        assert!(routines.is_empty(), "words: words for an unknown routine");

        same_names("guide", guides.keys(), catalog.guides());
        for slug in catalog.guides() {
            pack.add(catalog.part_of_guide(slug), "guide", &[&list(&guides[slug], '|')]);
        }

        let mut texts = BTreeMap::new();
        let mut plurals = BTreeMap::new();
        flatten("", &tables, &mut texts, &mut plurals);
        // What only the library's screens say comes with it, and after all else.
        let is_later =
            |path: &str| LIBRARY_TABLES.iter().any(|table| path.starts_with(&format!("{table}.")));
        let (later, first): (Vec<_>, Vec<_>) = texts.iter().partition(|(path, _)| is_later(path));
        for (place, (_, text)) in (first.len()..).zip(&later) {
            pack.add(Part::Library, "text", &[&place.to_string(), text]);
        }
        let keys = first.iter().chain(&later).map(|(path, _)| *path);
        write_keys(&mut code, "Key", "A text of the pack.", keys);
        let entries = array(first.iter().map(|(_, text)| format!("{text:?}")));
        let _ = writeln!(code, "static TEXTS: [&str; {}] = {entries};", first.len());
        write_keys(&mut code, "PluralKey", "A text that depends on a number.", plurals.keys());
        // Only later screens count.
        for (place, forms) in plurals.values().enumerate() {
            let place = place.to_string();
            let fields = std::iter::once(&place).chain(forms).map(String::as_str);
            pack.add(Part::Library, "plural", &fields.collect::<Vec<_>>());
        }
        code
    }
}

/// A text of a table, by its name there.
fn name_in(tables: &Table, table: &str, name: &str) -> String {
    let text = tables.get(table).and_then(|table| table.get(name)).and_then(Value::as_str);
    text.unwrap_or_else(|| panic!("words: no {table}.{name}")).to_owned()
}

/// The words of some texts, each once, in small letters.
fn words_of(texts: impl Iterator<Item = String>) -> String {
    let mut words = Vec::new();
    for text in texts {
        for word in text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'') {
            let word = word.to_lowercase();
            if word.len() > 1 && !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words.join(" ")
}

fn take<T: for<'de> Deserialize<'de>>(pack: &mut Table, name: &str) -> T {
    let table = pack.remove(name).unwrap_or_else(|| panic!("words: no table [{name}]"));
    table.try_into().unwrap_or_else(|error| panic!("words: [{name}]: {error}"))
}

pub(crate) fn same_names<A: AsRef<str>, B: AsRef<str>>(
    what: &str,
    words: impl IntoIterator<Item = A>,
    catalog: impl IntoIterator<Item = B>,
) {
    let words: Vec<_> = words.into_iter().map(|name| name.as_ref().to_owned()).collect();
    let catalog: Vec<_> = catalog.into_iter().map(|name| name.as_ref().to_owned()).collect();
    for name in &catalog {
        assert!(words.contains(name), "words: no words for {what} «{name}»");
    }
    for name in &words {
        assert!(catalog.contains(name), "words: {what} «{name}» is in no catalog");
    }
}

/// What a session says of a pose is where its routines are; what only its page says, the library's.
fn add_pose(pack: &mut Pack, slug: &str, words: &PoseWords, catalog: &Catalog) {
    let count = words.steps.len();
    assert!((3..=5).contains(&count), "words: {slug} has {count} steps, not 3 to 5");
    let slug = slug.to_owned();
    let side = |words: &Option<String>| words.clone().unwrap_or_default();
    let (left, right) = (side(&words.left), side(&words.right));
    let PoseWords { name, setup, action, .. } = words;
    let fields = [&slug, name, &left, &right, setup, action];
    pack.add(catalog.part_of_pose(&slug), "pose", &fields.map(String::as_str));
    let steps = list(&words.steps, '|');
    let PoseWords { sanskrit, dose, breath, easier, caution, looks, .. } = words;
    let fields = [&slug, sanskrit, &steps, dose, breath, easier, caution, looks];
    pack.add(Part::Library, "pose-page", &fields.map(String::as_str));
}

fn flatten(
    prefix: &str,
    table: &Table,
    texts: &mut BTreeMap<String, String>,
    plurals: &mut BTreeMap<String, [String; 6]>,
) {
    for (name, value) in table {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            Value::String(text) => {
                texts.insert(path, text.clone());
            }
            Value::Table(forms) if forms.contains_key("other") => {
                for name in forms.keys() {
                    assert!(FORMS.contains(&name.as_str()), "words: {path} has a form «{name}»");
                }
                let form = |name: &str| match forms.get(name) {
                    Some(Value::String(text)) => text.clone(),
                    _ => String::new(),
                };
                plurals.insert(path.clone(), FORMS.map(form));
            }
            Value::Table(inner) => flatten(&path, inner, texts, plurals),
            _ => panic!("words: {path} is not a text"),
        }
    }
}

fn write_keys<'a>(
    code: &mut String,
    name: &str,
    doc: &str,
    paths: impl Iterator<Item = &'a String>,
) {
    let variants: Vec<_> = paths.map(|path| variant(path)).collect();
    let _ = writeln!(
        code,
        "/// {doc}\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\n\
         #[expect(missing_docs, reason = \"the names are the places in the pack\")]\n\
         pub enum {name} {{ {} }}",
        variants.join(", ")
    );
}
