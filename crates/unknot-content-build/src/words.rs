//! The words of a language: parsed, checked for completeness, and put into the parts.
//!
//! Four tables belong to the catalog and must name all of it and nothing else: `pose`, `variation`,
//! `routine` and `guide`. All other texts have keys: `[player] pause` is `Key::PlayerPause`. A table whose
//! entries are the forms of a plural is a `PluralKey`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Table, Value};
use unknot_content::{Forms, Key, PluralKey, PoseId, PosePageWords, PoseWords, RoutineWords};

use crate::catalog::{Catalog, OPENING};
use crate::parts::Parts;

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

/// The pace of a calm voice (`tests/i18n.rs` of unknot-core holds all that is said against it).
const WORDS_A_MINUTE: f64 = 130.0;
/// What part of a guidance line's time is silence.
const SILENCE: f64 = 0.4;

/// The words of a language.
pub(crate) struct Words {
    /// The texts that have keys, and tables that other parts of the build take out.
    texts: Table,
    poses: BTreeMap<PoseId, PoseSource>,
    routines: BTreeMap<String, RoutineSource>,
    /// Each line of guidance in all its wordings.
    guides: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct PoseSource {
    name: String,
    #[serde(default)]
    sanskrit: String,
    setup: String,
    #[serde(default)]
    left: String,
    #[serde(default)]
    right: String,
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
struct VariationSource {
    name: String,
    setup: Option<String>,
    action: String,
    looks: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoutineSource {
    name: String,
    summary: String,
    #[serde(default)]
    note: String,
    /// Words that people may look for, and that are nowhere else in it.
    #[serde(default)]
    finds: String,
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

impl VariationSource {
    fn over(self, of: PoseSource) -> PoseSource {
        PoseSource {
            name: self.name,
            setup: self.setup.unwrap_or(of.setup),
            action: self.action,
            looks: self.looks.unwrap_or(of.looks),
            ..of
        }
    }
}

impl Words {
    /// Those of a language's tables.
    ///
    /// # Panics
    /// Where they don't fit the poses, with the place.
    pub(crate) fn of(mut texts: Table) -> Self {
        let guides: BTreeMap<String, Wordings> = take(&mut texts, "guide");
        for (slug, wordings) in &guides {
            let by_time = matches!(wordings, Wordings::ByTime { .. });
            assert!(by_time == (slug == OPENING), "words: {slug} is told by the time of day");
        }
        let guides = guides.into_iter().map(|(slug, wordings)| (slug, wordings.into_list()));
        Self {
            poses: poses(texts.clone()),
            routines: take(&mut texts.clone(), "routine"),
            guides: guides.collect(),
            texts,
        }
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

    /// The texts that have keys, by their places: `safety.title`.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (String, String)> {
        Key::all().iter().map(|key| (key.name().to_owned(), self.text(key.name()).to_owned()))
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

    /// The words by which each routine is found, beside its name: those of its summary and note, of its poses and of what it
    /// is sorted by.
    ///
    /// # Panics
    /// Where a routine has no words.
    pub(crate) fn finds(&self, catalog: &Catalog) -> BTreeMap<String, String> {
        same_names(
            "routine",
            self.routines.keys(),
            catalog.routines.iter().map(|routine| &routine.slug),
        );
        let of = |routine: &crate::catalog::RoutineSource| {
            let words = &self.routines[&routine.slug];
            let names = routine.names();
            let names = names.iter().map(|(table, name)| self.text(&format!("{table}.{name}")));
            let poses = routine.poses().map(|pose| self.poses[&pose].name.as_str());
            let own = [&words.summary, &words.note, &words.finds].map(String::as_str);
            let finds = words_of(names.chain(poses).chain(own));
            (routine.slug.clone(), finds)
        };
        catalog.routines.iter().map(of).collect()
    }

    /// Puts all of them into the parts.
    ///
    /// # Panics
    /// Where a word is missing or unused, with its place.
    pub(crate) fn add_to<'a>(
        &'a self,
        parts: &mut Parts<'a>,
        catalog: &Catalog,
        finds: &'a BTreeMap<String, String>,
    ) {
        for (&id, words) in &self.poses {
            words.add_to(parts, id, catalog.is_first_pose(id));
        }
        for routine in &catalog.routines {
            let own = self.routines.get_key_value(&routine.slug);
            let (slug, words) = own.expect("same_names has looked");
            let RoutineSource { name, summary, note, .. } = words;
            let words = RoutineWords { name, summary, note };
            parts.part(routine.first).words.routines.insert(slug, words);
            parts.library().words.finds.insert(slug, &finds[slug]);
        }
        same_names("guide", self.guides.keys(), catalog.guides());
        for slug in catalog.guides() {
            let wordings = self.guides[slug].iter().map(String::as_str).collect();
            parts.part(catalog.is_first_guide(slug)).words.guides.push(wordings);
        }
        // What only the library's screens say comes with it.
        let is_later = |key: &Key| LIBRARY_TABLES.contains(&table_of(key.name()));
        for key in Key::all() {
            let part = parts.part(!is_later(key));
            part.words.texts[*key as usize] = self.text(key.name());
        }
        // Only later screens count.
        parts.library().words.plurals =
            PluralKey::all().iter().map(|key| self.forms(key.name())).collect();
    }

    /// A text by its place, `player.pause`.
    fn text(&self, name: &str) -> &str {
        let text = self.value(name).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("words: no text {name}"))
    }

    /// A plural by its place, `progress.days`.
    fn forms(&self, name: &str) -> Forms<'_> {
        let forms = self.value(name).and_then(Value::as_table);
        let forms = forms.unwrap_or_else(|| panic!("words: no plural {name}"));
        let mut plural = Forms::default();
        for (form, text) in forms {
            let text = text.as_str().unwrap_or_else(|| panic!("words: {name}.{form} is no text"));
            *match form.as_str() {
                "zero" => &mut plural.zero,
                "one" => &mut plural.one,
                "two" => &mut plural.two,
                "few" => &mut plural.few,
                "many" => &mut plural.many,
                "other" => &mut plural.other,
                _ => panic!("words: {name} has a form «{form}»"),
            } = text;
        }
        plural
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let (first, rest) = name.split_once('.')?;
        rest.split('.').try_fold(self.texts.get(first)?, |value, name| value.get(name))
    }
}

impl PoseSource {
    /// What a session says of a pose is where its routines are; what only its page says, in the library.
    fn add_to<'a>(&'a self, parts: &mut Parts<'a>, id: PoseId, is_first: bool) {
        let Self { name, sanskrit, setup, left, right, action, .. } = self;
        let Self { steps, dose, breath, easier, caution, looks, .. } = self;
        let count = steps.len();
        assert!((3..=5).contains(&count), "words: {} has {count} steps, not 3 to 5", id.slug());
        let words = PoseWords { name, left, right, setup, action };
        parts.part(is_first).words.poses.insert(id, words);
        let steps = steps.iter().map(String::as_str).collect();
        let page = PosePageWords { sanskrit, steps, dose, breath, easier, caution, looks };
        parts.library().words.pose_pages.insert(id, page);
    }
}

/// The words of all poses and their variations.
fn poses(mut texts: Table) -> BTreeMap<PoseId, PoseSource> {
    let mut poses: BTreeMap<PoseId, PoseSource> = take(&mut texts, "pose");
    let variations: BTreeMap<PoseId, VariationSource> = take(&mut texts, "variation");
    let (varied, plain): (Vec<PoseId>, Vec<PoseId>) =
        PoseId::all().iter().partition(|pose| pose.base() != **pose);
    let slugs = |poses: Vec<PoseId>| poses.into_iter().map(PoseId::slug);
    same_names("pose", poses.keys().map(|pose| pose.slug()), slugs(plain));
    same_names("variation", variations.keys().map(|pose| pose.slug()), slugs(varied));
    for (pose, words) in variations {
        let of = poses[&pose.base()].clone();
        poses.insert(pose, words.over(of));
    }
    poses
}

/// The table that a text is in: `player` for `player.pause`.
fn table_of(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// The words of some texts, each once, in small letters.
fn words_of<'a>(texts: impl Iterator<Item = &'a str>) -> String {
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

/// Looks whether words and catalog name the same.
///
/// # Panics
/// Where one names something that the other doesn't.
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
