//! All texts that a person reads or hears, by typed keys.
//!
//! The keys are generated from the English texts. The build fails if another language lacks one.
//! Texts may contain placeholders such as `{name}`.

pub mod learn;
mod pace;
mod spoken;

use std::sync::OnceLock;

use unknot_content::Trouble;
pub use unknot_content::{Key, PluralKey};

use crate::content;
use crate::domain::catalog::{GuideId, PoseId};
use crate::domain::cue::Side;
pub use pace::speaking_time;
pub use spoken::{all_parts, instruction, line, parts};

/// The texts of a pose in a session.
pub type PoseWords = unknot_content::PoseWords<'static>;
/// The texts of a pose's page.
pub type PosePageWords = unknot_content::PosePageWords<'static>;
/// The texts of a routine.
pub type RoutineWords = unknot_content::RoutineWords<'static>;

/// The text of a key. Empty if it is in the library and the library isn't open.
pub fn text(key: Key) -> &'static str {
    let texts = content::parts().map(|part| part.words.texts[key as usize]);
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// The text of a key, with values for its placeholders: `fill(key, &[("n", "3")])`.
pub fn fill(key: Key, values: &[(&str, &str)]) -> String {
    replace(text(key), values)
}

/// The plural form of a text for a number, which also replaces `{n}`. Empty before the library is
/// open.
pub fn plural(key: PluralKey, n: u32) -> String {
    plural_with(key, n, &[])
}

/// Like [`plural`], with values for the other placeholders of the text.
pub fn plural_with(key: PluralKey, n: u32, values: &[(&str, &str)]) -> String {
    let rules = RULES.get().copied().unwrap_or(Rules::ENGLISH);
    let forms = content::library().map(|library| library.words.plurals[key as usize].all());
    let forms = forms.unwrap_or_default();
    let form = |index: usize| forms.get(index).copied().filter(|form| !form.is_empty());
    let form = form((rules.category)(n)).or_else(|| form(OTHER)).unwrap_or_default();
    let number = (rules.number)(n);
    let values: Vec<_> = values.iter().copied().chain([("n", number.as_str())]).collect();
    replace(form, &values)
}

/// The plural rules and number format of a language.
#[derive(Clone, Copy)]
pub struct Rules {
    /// The plural category of a number, as an index into `zero`, `one`, `two`, `few`, `many`,
    /// `other`.
    pub category: fn(u32) -> usize,
    /// Formats a number.
    pub number: fn(u32) -> String,
}

/// The plural category `other`, which every language has.
pub const OTHER: usize = 5;

impl Rules {
    /// Used until [`set_rules`] is called.
    const ENGLISH: Self =
        Self { category: |n| if n == 1 { 1 } else { OTHER }, number: |n| n.to_string() };
}

static RULES: OnceLock<Rules> = OnceLock::new();

/// Sets the rules for plurals and numbers, unless they have been set before.
pub fn set_rules(rules: Rules) {
    let _ = RULES.set(rules);
}

/// The texts of a pose. Empty if they are in the library and the library isn't open.
pub fn pose(id: PoseId) -> PoseWords {
    content::parts().find_map(|part| part.words.poses.get(&id)).copied().unwrap_or_default()
}

/// The texts of a pose's page. `None` before the library is open.
pub fn pose_page(id: PoseId) -> Option<PosePageWords> {
    content::library()?.words.pose_pages.get(&id).cloned()
}

/// The texts of an available routine.
pub fn routine(slug: &str) -> Option<RoutineWords> {
    content::parts().find_map(|part| part.words.routines.get(slug)).copied()
}

/// The search terms of a routine, in addition to its name. Empty before the library is open.
pub(crate) fn search_terms(slug: &str) -> &'static str {
    let library = content::library();
    library.and_then(|library| library.words.finds.get(slug)).copied().unwrap_or_default()
}

/// What people call their trouble. `None` before the library is open.
pub(crate) fn trouble() -> Option<&'static Trouble<'static>> {
    content::library().map(|library| &library.words.trouble)
}

/// All wordings of a line of guidance.
fn wordings(GuideId(index): GuideId) -> &'static [&'static str] {
    let first = &content::first().words.guides;
    let in_library = || content::library()?.words.guides.get(index - first.len());
    first.get(index).or_else(in_library).map_or(&[], Vec::as_slice)
}

/// The name of a routine, or its slug if the routine isn't available. Old records may name routines
/// that no longer exist.
pub fn routine_name(slug: &str) -> &str {
    routine(slug).map_or(slug, |words| words.name)
}

/// The name of a side.
pub fn side(side: Side) -> &'static str {
    text(match side {
        Side::Left => Key::SideLeft,
        Side::Right => Key::SideRight,
    })
}

/// The name of a side in a pose, for example “left arm on top”. Defaults to the general name, “left
/// side”.
pub fn side_of(id: PoseId, on: Side) -> &'static str {
    let words = pose(id);
    let own = match on {
        Side::Left => words.left,
        Side::Right => words.right,
    };
    if own.is_empty() { side(on) } else { own }
}

/// The name of a pose with its side, if any: “Open book, left arm on top”.
pub fn pose_on_side(id: PoseId, on: Option<Side>) -> String {
    let name = pose(id).name;
    on.map_or_else(|| name.to_owned(), |on| format!("{name}, {}", side_of(id, on)))
}

/// An instruction of a pose, with the names of its sides for the placeholders `{this}` and
/// `{other}`. Without a side, as in print, it is told for the left.
fn on_side(template: &str, on: Option<Side>) -> String {
    let name = |side| match side {
        Side::Left => text(Key::SpeechLeft),
        Side::Right => text(Key::SpeechRight),
    };
    let this = on.unwrap_or(Side::Left);
    replace(template, &[("this", name(this)), ("other", name(this.other()))])
}

/// Replaces the placeholders of a text. Unknown ones are removed.
fn replace(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            filled.push_str(value);
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cue::Line;

    #[test]
    fn placeholders_are_replaced_and_plural_forms_selected() {
        assert_eq!(fill(Key::PlayerNext, &[("step", "Bridge")]), "Next: Bridge");
        assert_eq!(plural(PluralKey::ProgressDays, 1), "1 day in a row");
        assert_eq!(plural(PluralKey::ProgressDays, 12), "12 days in a row");
    }

    #[test]
    fn set_up_line_names_the_pose_and_its_side() {
        let spoken = line(Line::SetUp(PoseId::OpenBook, Some(Side::Left)));
        assert!(spoken.starts_with("Open book, left arm on top."), "{spoken}");
    }
}
