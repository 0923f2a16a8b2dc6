//! Parses the words of a language, checks that they are complete, and adds them to the parts.
//!
//! The tables `pose`, `variation`, `routine` and `guide` have an entry for each item of the
//! catalog, and no others. All other texts have keys: `[player] pause` is `Key::PlayerPause`. A
//! table with the forms of a plural is a `PluralKey`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Table, Value};
use unknot_content::pose::Sides;
use unknot_content::{Forms, Key, PluralKey, PoseId, PosePageWords, PoseWords, RoutineWords};

use crate::catalog::{Catalog, OPENING};
use crate::parts::Parts;

/// Tables whose texts are in the library.
const LIBRARY_TABLES: [&str; 29] = [
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
    "other-apps",
    "pose-page",
    "position",
    "progress",
    "recordings",
    "restore",
    "rhythm",
    "routine-page",
    "settings",
    "sounds",
    "spoken",
    "your-data",
];

/// Texts of these tables that are in the first part all the same: how long they take to say is how long a session's preparation is.
const FIRST_TEXTS: [&str; 7] = [
    "spoken.kit",
    "spoken.kit-chair",
    "spoken.kit-knee-pad",
    "spoken.kit-list",
    "spoken.kit-pillow",
    "spoken.kit-strap",
    "spoken.stop-rule",
];

/// The pace of a calm voice. tests/i18n.rs of unknot-core checks that every line fits its time at
/// this pace.
const WORDS_PER_MINUTE: f64 = 130.0;
/// The share of a guidance line's time that is silence.
const SILENCE: f64 = 0.4;

/// The words of a language.
pub(crate) struct Words {
    /// The texts with keys, and tables that other modules take out.
    texts: Table,
    poses: BTreeMap<PoseId, PoseSource>,
    routines: BTreeMap<String, RoutineSource>,
    /// The wordings of each guidance line.
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
    #[serde(default)]
    then: String,
    #[serde(default)]
    out: String,
    steps: Vec<String>,
    dose: String,
    breath: String,
    ways: String,
    caution: String,
    looks: String,
}

/// The texts in which a variation differs from its pose.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariationSource {
    name: String,
    setup: Option<String>,
    left: Option<String>,
    right: Option<String>,
    action: String,
    then: Option<String>,
    out: Option<String>,
    looks: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoutineSource {
    name: String,
    line: String,
    summary: String,
    #[serde(default)]
    note: String,
    /// Further search terms.
    #[serde(default)]
    finds: String,
}

/// The wordings of a guidance line: one, several, or one for each time of day.
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
            // In the order of `unknot_core`'s times of day.
            Self::ByTime { morning, day, evening } => vec![morning, day, evening],
        }
    }
}

impl VariationSource {
    /// The texts of the variation. Those that it lacks are the pose's, except the way to the second side, which names the
    /// move.
    fn with_defaults(self, pose: PoseSource) -> PoseSource {
        assert!(
            self.then.is_some() || pose.then.is_empty(),
            "words: «{}» has no «then» of its own",
            self.name
        );
        PoseSource {
            name: self.name,
            setup: self.setup.unwrap_or(pose.setup),
            left: self.left.unwrap_or(pose.left),
            right: self.right.unwrap_or(pose.right),
            action: self.action,
            then: self.then.unwrap_or(pose.then),
            out: self.out.unwrap_or(pose.out),
            looks: self.looks.unwrap_or(pose.looks),
            ..pose
        }
    }
}

impl Words {
    /// Parses the tables of a language.
    ///
    /// # Panics
    /// If they are malformed or don't match the poses. The message has the place.
    pub(crate) fn parse(mut texts: Table) -> Self {
        let guides: BTreeMap<String, Wordings> = take(&mut texts, "guide");
        for (slug, wordings) in &guides {
            let by_time = matches!(wordings, Wordings::ByTime { .. });
            assert!(
                by_time == (slug == OPENING),
                "words: guide «{slug}»: only «{OPENING}» depends on the time of day"
            );
        }
        let guides = guides.into_iter().map(|(slug, wordings)| (slug, wordings.into_list()));
        Self {
            poses: poses(texts.clone()),
            routines: take(&mut texts.clone(), "routine"),
            guides: guides.collect(),
            texts,
        }
    }

    /// Takes out a table for another module.
    pub(crate) fn take<T: for<'de> Deserialize<'de>>(&mut self, name: &str) -> T {
        take(&mut self.texts, name)
    }

    /// Whether there is a text or a table with a path such as `pose.cat-cow.caution`. `*` matches
    /// any name.
    pub(crate) fn has(&self, path: &str) -> bool {
        let mut tables: Vec<&Table> = vec![&self.texts];
        let mut exists = false;
        for name in path.split('.') {
            let entries = tables.iter().copied().flatten();
            let matching = entries.filter(|(key, _)| name == "*" || *key == name);
            let values: Vec<&Value> = matching.map(|(_, value)| value).collect();
            exists = !values.is_empty();
            tables = values.into_iter().filter_map(Value::as_table).collect();
        }
        exists
    }

    /// The texts with keys, by names such as `safety.title`.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (String, String)> {
        Key::all().iter().map(|key| (key.name().to_owned(), self.text(key.name()).to_owned()))
    }

    /// The time that a guidance line needs in its longest wording, silence included, in seconds.
    ///
    /// # Panics
    /// If the line has no words.
    pub(crate) fn guide_seconds(&self, guide: &str) -> f64 {
        let wordings = self.guides.get(guide).into_iter().flatten();
        let most = wordings.map(|text| text.split_whitespace().count()).max();
        let most = most.unwrap_or_else(|| panic!("words: no words for guide «{guide}»"));
        let spoken =
            f64::from(u32::try_from(most).expect("lines are short")) * 60.0 / WORDS_PER_MINUTE;
        (spoken / (1.0 - SILENCE)).ceil()
    }

    /// The search terms of each routine in addition to its name: the words of its summary and note,
    /// of its poses and of its categories.
    ///
    /// # Panics
    /// If the words and the catalog don't have the same routines.
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

    /// Adds all words to the parts.
    ///
    /// # Panics
    /// If a text is missing or unused. The message has its place.
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
            let (slug, words) = own.expect("same_names has checked it");
            let RoutineSource { name, line, summary, note, .. } = words;
            let words = RoutineWords { name, line, summary, note };
            parts.part(routine.first).words.routines.insert(slug, words);
            parts.library().words.finds.insert(slug, &finds[slug]);
        }
        same_names("guide", self.guides.keys(), catalog.guides());
        for slug in catalog.guides() {
            let wordings = self.guides[slug].iter().map(String::as_str).collect();
            parts.part(catalog.is_first_guide(slug)).words.guides.push(wordings);
        }
        // Texts that only the library's pages show are in the library.
        let is_in_library = |key: &Key| {
            LIBRARY_TABLES.contains(&table_of(key.name())) && !FIRST_TEXTS.contains(&key.name())
        };
        for key in Key::all() {
            let part = parts.part(!is_in_library(key));
            part.words.texts[*key as usize] = self.text(key.name());
        }
        // No page of a first visit shows a plural.
        parts.library().words.plurals =
            PluralKey::all().iter().map(|key| self.forms(key.name())).collect();
    }

    /// A text by its name, such as `player.pause`.
    fn text(&self, name: &str) -> &str {
        let text = self.value(name).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("words: no text {name}"))
    }

    /// A plural by its name, such as `progress.days`.
    fn forms(&self, name: &str) -> Forms<'_> {
        let forms = self.value(name).and_then(Value::as_table);
        let forms = forms.unwrap_or_else(|| panic!("words: no plural {name}"));
        let mut plural = Forms::default();
        for (form, text) in forms {
            let text =
                text.as_str().unwrap_or_else(|| panic!("words: {name}.{form} is not a text"));
            *match form.as_str() {
                "zero" => &mut plural.zero,
                "one" => &mut plural.one,
                "two" => &mut plural.two,
                "few" => &mut plural.few,
                "many" => &mut plural.many,
                "other" => &mut plural.other,
                _ => panic!("words: {name} has an unknown form «{form}»"),
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
    /// Adds the texts that sessions use to the part of the pose's routines, and those of the pose's
    /// page to the library.
    fn add_to<'a>(&'a self, parts: &mut Parts<'a>, id: PoseId, is_first: bool) {
        let Self { name, sanskrit, setup, left, right, action, then, out, .. } = self;
        let Self { steps, dose, breath, ways, caution, looks, .. } = self;
        let (count, slug) = (steps.len(), id.slug());
        assert!((3..=5).contains(&count), "words: {slug} has {count} steps, not 3 to 5");
        let has_second = id.pose().sides == Sides::Each;
        assert!(
            has_second != then.is_empty(),
            "words: only a pose on each side has «then»: {slug}"
        );
        let has_sides = [setup, action, then, out].iter().any(|text| text.contains('{'));
        assert!(has_second || !has_sides, "words: {slug} names a side, and is done on both");
        let words = PoseWords { name, left, right, setup, action, then, out };
        parts.part(is_first).words.poses.insert(id, words);
        let steps = steps.iter().map(String::as_str).collect();
        let page = PosePageWords { sanskrit, steps, dose, breath, ways, caution, looks };
        parts.library().words.pose_pages.insert(id, page);
    }
}

/// The texts of all poses and variations.
fn poses(mut texts: Table) -> BTreeMap<PoseId, PoseSource> {
    let mut poses: BTreeMap<PoseId, PoseSource> = take(&mut texts, "pose");
    let variations: BTreeMap<PoseId, VariationSource> = take(&mut texts, "variation");
    let (varied, plain): (Vec<PoseId>, Vec<PoseId>) =
        PoseId::all().iter().partition(|pose| pose.base() != **pose);
    let looks: BTreeMap<PoseId, String> = poses
        .iter()
        .map(|(pose, words)| (*pose, words.looks.clone()))
        .chain(variations.iter().filter_map(|(pose, words)| Some((*pose, words.looks.clone()?))))
        .collect();
    let slugs = |poses: Vec<PoseId>| poses.into_iter().map(PoseId::slug);
    same_names("pose", poses.keys().map(|pose| pose.slug()), slugs(plain));
    same_names("variation", variations.keys().map(|pose| pose.slug()), slugs(varied));
    for (pose, words) in variations {
        let mut base = poses[&pose.base()].clone();
        // What it looks like is said of the drawing that it has.
        let seen = pose.drawn_as().nth(1).and_then(|drawn| looks.get(&drawn).cloned());
        base.looks = seen.unwrap_or(base.looks);
        // What is done elsewhere is set up elsewhere; words of its pose for the sides would be wrong.
        let is_elsewhere = pose.pose().position != pose.base().pose().position;
        let is_said = words.setup.is_some()
            && (base.then.is_empty()
                || [&words.left, &words.right, &words.then].iter().all(|text| text.is_some()));
        if is_elsewhere {
            base.out.clear();
        }
        assert!(!is_elsewhere || is_said, "words: {} lacks setup or sides", pose.slug());
        poses.insert(pose, words.with_defaults(base));
    }
    poses
}

/// The table of a text: `player` for `player.pause`.
fn table_of(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// The distinct words of texts, in lower case.
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

/// Checks that the words and the catalog have the same names.
///
/// # Panics
/// If one has a name that the other lacks.
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
        assert!(catalog.contains(name), "words: {what} «{name}» is not in the catalog");
    }
}
