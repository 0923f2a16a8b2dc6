//! Words: everything that is read or heard, by typed keys.
//!
//! The keys come from the English words; the build ends where another language lacks one. Texts may have places to fill,
//! `{name}`.

pub mod learn;

use std::sync::OnceLock;

pub use unknot_content::{Key, PluralKey};

use crate::content;
use crate::domain::catalog::{GuideId, PoseId};
use crate::domain::cue::{Line, Side};

/// The words of a pose in a session.
pub type PoseWords = unknot_content::PoseWords<'static>;
/// The words of a pose's own page.
pub type PosePageWords = unknot_content::PosePageWords<'static>;
/// The words of a routine.
pub type RoutineWords = unknot_content::RoutineWords<'static>;

/// A text of the pack.
///
/// Those that only the library's screens say come with it, and are empty before.
pub fn text(key: Key) -> &'static str {
    let texts = content::parts().map(|part| part.words.texts[key as usize]);
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// A text with its places filled: `fill(key, &[("n", "3")])`.
pub fn fill(key: Key, values: &[(&str, &str)]) -> String {
    replace(text(key), values)
}

/// A text that depends on a number, with `{n}` filled by it.
pub fn plural(key: PluralKey, n: u32) -> String {
    let rules = RULES.get().copied().unwrap_or(Rules::ENGLISH);
    let forms = content::library().map(|library| library.words.plurals[key as usize].all());
    let forms = forms.unwrap_or_default();
    let form = |place: usize| forms.get(place).copied().filter(|form| !form.is_empty());
    let form = form((rules.category)(n)).or_else(|| form(OTHER)).unwrap_or_default();
    replace(form, &[("n", &(rules.number)(n))])
}

/// How a language counts.
#[derive(Clone, Copy)]
pub struct Rules {
    /// Which of the forms of a plural a number takes: its place in `zero`, `one`, `two`, `few`, `many`, `other`.
    pub category: fn(u32) -> usize,
    /// A number as it is written.
    pub number: fn(u32) -> String,
}

/// The form that every language has.
pub const OTHER: usize = 5;

impl Rules {
    /// Until the browser is asked, and where there is none.
    const ENGLISH: Self =
        Self { category: |n| if n == 1 { 1 } else { OTHER }, number: |n| n.to_string() };
}

static RULES: OnceLock<Rules> = OnceLock::new();

/// From here on, what is counted is counted by these rules.
pub fn count_by(rules: Rules) {
    // Said twice, it is the same.
    let _ = RULES.set(rules);
}

/// The words of a pose; empty ones where they are in the library and that is not open.
pub fn pose(id: PoseId) -> PoseWords {
    content::parts().find_map(|part| part.words.poses.get(&id)).copied().unwrap_or_default()
}

/// The words of a pose's page, once the library is open.
pub fn pose_page(id: PoseId) -> Option<PosePageWords> {
    page_of(id).cloned()
}

fn page_of(id: PoseId) -> Option<&'static PosePageWords> {
    content::library()?.words.pose_pages.get(&id)
}

/// The words of a routine of the catalog.
pub fn routine(slug: &str) -> Option<RoutineWords> {
    content::parts().find_map(|part| part.words.routines.get(slug)).copied()
}

/// The words by which a routine is found, beside its name.
pub fn finds(slug: &str) -> &'static str {
    let library = content::library();
    library.and_then(|library| library.words.finds.get(slug)).copied().unwrap_or_default()
}

/// All wordings of a line of guidance.
fn wordings(GuideId(place): GuideId) -> &'static [&'static str] {
    let mut guides = content::parts().flat_map(|part| &part.words.guides);
    guides.nth(place).map_or(&[], Vec::as_slice)
}

/// The name of a routine; its slug where the catalog no longer has it, as an old record may say.
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

/// What a side means in a pose: “left arm on top”, or plainly “left side”.
pub fn side_of(id: PoseId, on: Side) -> &'static str {
    let words = pose(id);
    let own = match on {
        Side::Left => words.left,
        Side::Right => words.right,
    };
    if own.is_empty() { side(on) } else { own }
}

/// A pose's name, with its side where it has one: “Open book, left arm on top”.
pub fn pose_on_side(id: PoseId, on: Option<Side>) -> String {
    let name = pose(id).name;
    on.map_or_else(|| name.to_owned(), |on| format!("{name}, {}", side_of(id, on)))
}

/// The easier way of a pose; its own where that is in the library and it is not open.
pub fn easier(id: PoseId) -> &'static str {
    page_of(id).map_or(pose(id).action, |page| page.easier)
}

/// What a line says.
pub fn line(line: Line) -> String {
    parts(line).join(" ")
}

/// The same in parts, of which some are said in other lines too: a pose's name with its side, and how to get there.
pub fn parts(line: Line) -> Vec<String> {
    let name = match line {
        Line::Prepare => return vec![text(Key::SpokenPrepare).to_owned()],
        Line::HalfWay => return vec![text(Key::SpokenHalfWay).to_owned()],
        Line::EaseOut => return vec![text(Key::SpokenEaseOut).to_owned()],
        Line::BreatheIn => return vec![text(Key::SpokenBreatheIn).to_owned()],
        Line::BreatheOut => return vec![text(Key::SpokenBreatheOut).to_owned()],
        Line::End => return vec![text(Key::SpokenEnd).to_owned()],
        Line::SetUp(id, on) => Some(pose_on_side(id, on)),
        Line::Easier(id) => Some(pose(id).name.to_owned()),
        Line::OtherSide(..) | Line::Action(_) | Line::Guide(..) => None,
    };
    let name = name.map(|name| format!("{name}."));
    name.into_iter().chain([told(line)]).collect()
}

/// What a line tells about a pose to who has its name before their eyes; empty where it tells nothing of that kind.
pub fn told(line: Line) -> String {
    let says = match line {
        Line::SetUp(id, _) => pose(id).setup,
        Line::OtherSide(id, on) => {
            return fill(Key::SpeechOtherSide, &[("side", side_of(id, on))]);
        }
        Line::Action(id) => pose(id).action,
        Line::Easier(id) => easier(id),
        Line::Guide(line, wording) => {
            let wordings = wordings(line);
            let count = wordings.len().max(1);
            wordings.get(usize::from(wording) % count).copied().unwrap_or_default()
        }
        _ => "",
    };
    says.to_owned()
}

/// Everything that a session can say, in parts, each once.
pub fn all_parts() -> Vec<String> {
    const PLAIN: [Line; 6] =
        [Line::Prepare, Line::HalfWay, Line::EaseOut, Line::BreatheIn, Line::BreatheOut, Line::End];
    let mut all: Vec<String> = PLAIN.into_iter().flat_map(parts).collect();
    for &pose in PoseId::all() {
        all.extend(
            [Line::SetUp(pose, None), Line::Action(pose), Line::Easier(pose)]
                .into_iter()
                .flat_map(parts),
        );
        for side in [Side::Left, Side::Right] {
            let sided = [Line::SetUp(pose, Some(side)), Line::OtherSide(pose, side)];
            all.extend(sided.into_iter().flat_map(parts));
        }
    }
    let guides = content::parts().flat_map(|part| part.words.guides.iter().flatten());
    all.extend(guides.map(|&text| text.to_owned()));
    all.sort_unstable();
    all.dedup();
    all
}

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

    #[test]
    fn places_are_filled_and_numbers_choose_their_form() {
        assert_eq!(fill(Key::PlayerNext, &[("step", "Bridge")]), "Next: Bridge");
        assert_eq!(plural(PluralKey::ProgressDays, 1), "1 day in a row");
        assert_eq!(plural(PluralKey::ProgressDays, 12), "12 days in a row");
    }

    #[test]
    fn a_side_is_named_with_its_pose() {
        let spoken = line(Line::SetUp(PoseId::OpenBook, Some(Side::Left)));
        assert!(spoken.starts_with("Open book, left arm on top."), "{spoken}");
    }
}
