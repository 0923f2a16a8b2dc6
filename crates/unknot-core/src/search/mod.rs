//! Searches routines and poses by criteria and by words, tolerating typing errors.

mod fold;
mod fuzzy;
mod matching;
mod pages;
mod suits;
mod trouble;

pub use pages::find_pages;
pub use trouble::{Trouble, trouble};

use std::mem::discriminant;
use std::sync::OnceLock;

use crate::domain::catalog::PoseId;
use crate::domain::caution::Cautions;
use crate::domain::pose::{Area, Prop};
use crate::domain::routine::{Intensity, Place, Routine, RoutineKind, RoutineSlug, TimeOfDay};
use crate::domain::settings::Slugs;
use crate::domain::time::Millis;
use crate::i18n;
use fold::fold;
use fuzzy::matches_all;
use matching::{index, matching, without_ignored};

/// The maximum length of [`Span::Short`].
const SHORT: Millis = Millis::minutes(5);
/// The maximum length of [`Span::Middle`].
const MIDDLE: Millis = Millis::minutes(10);

/// A range of lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Up to five minutes.
    Short,
    /// Up to ten minutes.
    Middle,
    /// More than ten minutes.
    Long,
}

/// A region of the body in everyday language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// Neck, shoulders and upper back.
    NeckAndShoulders,
    /// Lower back, sides and belly.
    LowBack,
    /// Hips and buttocks.
    Hips,
    /// Thighs, hamstrings and calves.
    Legs,
}

impl Span {
    fn of(routine: &Routine) -> Self {
        match routine.length() {
            length if length <= SHORT => Self::Short,
            length if length <= MIDDLE => Self::Middle,
            _ => Self::Long,
        }
    }
}

impl Region {
    fn has(self, area: Area) -> bool {
        match self {
            Self::NeckAndShoulders => {
                matches!(area, Area::Neck | Area::Shoulders | Area::Chest | Area::UpperBack)
            }
            Self::LowBack => matches!(area, Area::LowerBack | Area::SideBody | Area::Belly),
            Self::Hips => matches!(area, Area::Hips | Area::Buttocks),
            Self::Legs => matches!(area, Area::Thighs | Area::Hamstrings | Area::Calves),
        }
    }
}

/// A criterion for routines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Is of this kind.
    Kind(RoutineKind),
    /// Suits this time of day.
    Time(TimeOfDay),
    /// Can be done in this place.
    Place(Place),
    /// Its default length is in this range.
    Span(Span),
    /// At most this hard.
    AtMost(Intensity),
    /// At least a quarter of its steps work on this region.
    Region(Region),
    /// Needs no props other than a mat, a bed, or the chair that one sits on.
    NothingNeeded,
    /// One of the person's favourites.
    Favourite,
    /// Has no pose of the person's sore list.
    NothingSore,
    /// Not done recently.
    NotRecent,
}

impl Criterion {
    /// All criteria, grouped by kind.
    pub const ALL: [Self; 24] = [
        Self::Kind(RoutineKind::Movement),
        Self::Kind(RoutineKind::Breathing),
        Self::Kind(RoutineKind::Meditation),
        Self::Time(TimeOfDay::Morning),
        Self::Time(TimeOfDay::Day),
        Self::Time(TimeOfDay::Evening),
        Self::Place(Place::Floor),
        Self::Place(Place::Chair),
        Self::Place(Place::Standing),
        Self::Place(Place::Bed),
        Self::Span(Span::Short),
        Self::Span(Span::Middle),
        Self::Span(Span::Long),
        Self::AtMost(Intensity::VeryEasy),
        Self::AtMost(Intensity::Easy),
        Self::AtMost(Intensity::Moderate),
        Self::Region(Region::NeckAndShoulders),
        Self::Region(Region::LowBack),
        Self::Region(Region::Hips),
        Self::Region(Region::Legs),
        Self::NothingNeeded,
        Self::Favourite,
        Self::NothingSore,
        Self::NotRecent,
    ];

    /// Whether both criteria are of the same kind, such as two places.
    fn is_same_kind(self, other: Self) -> bool {
        discriminant(&self) == discriminant(&other)
    }

    fn fits(self, routine: &Routine, person: &Person) -> bool {
        match self {
            Self::Kind(kind) => routine.kind == kind,
            Self::Time(time) => routine.times.is_empty() || routine.times.contains(&time),
            Self::Place(place) => routine.places.contains(&place),
            Self::Span(span) => span == Span::of(routine),
            Self::AtMost(most) => routine.intensity <= most,
            Self::Region(region) => works_on(routine, region),
            Self::NothingNeeded => needs_nothing(routine),
            Self::Favourite => person.favourites.has(&routine.slug),
            Self::NotRecent => !person.recent.contains(&routine.slug),
            Self::NothingSore => {
                !routine.steps.iter().any(|step| person.sore.has(step.pose.base().slug()))
            }
        }
    }
}

/// What the criteria have to know about the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The favourite routines.
    pub favourites: Slugs,
    /// The poses that hurt.
    pub sore: Slugs,
    /// The person's cautions.
    pub cautions: Cautions,
    /// The routines done recently.
    pub recent: Vec<RoutineSlug>,
}

/// A search query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words from the name of a routine, its purpose, or its poses.
    pub text: String,
    /// The criteria. A routine has to meet at least one of each kind.
    pub criteria: Vec<Criterion>,
}

impl Query {
    /// Adds a criterion, or removes it if it is present.
    pub fn toggle(&mut self, criterion: Criterion) {
        let before = self.criteria.len();
        self.criteria.retain(|other| *other != criterion);
        if self.criteria.len() == before {
            self.criteria.push(criterion);
        }
    }

    fn fits(&self, routine: &Routine, person: &Person) -> bool {
        self.criteria.iter().all(|one| {
            let mut same_kind = self.criteria.iter().filter(|other| one.is_same_kind(**other));
            same_kind.any(|criterion| criterion.fits(routine, person))
        })
    }
}

/// The routines that match a query. Those whose name has all words come first.
///
/// If no routine has all words, returns those that have the most of them: “stiff neck” finds
/// routines for the neck. Words for a trouble find only what suits it, and more that does.
pub fn find(query: &Query, person: &Person) -> Vec<&'static Routine> {
    let text = without_ignored(&query.text);
    let candidates = index().iter().filter(|entry| query.fits(entry.0, person));
    let found = matching(candidates, &text);
    let trouble = trouble(&query.text);
    if !trouble.is_any() {
        return found;
    }
    let others = index().iter().map(|entry| entry.0).filter(|other| query.fits(other, person));
    suits::for_trouble(found, others, trouble, person)
}

/// The poses whose names have all words of `text`. None if it has no words.
pub fn find_poses(text: &str) -> Vec<PoseId> {
    static NAMES: OnceLock<Vec<(PoseId, String)>> = OnceLock::new();
    let text = fold(text);
    if text.is_empty() {
        return Vec::new();
    }
    let names = NAMES.get_or_init(|| {
        let poses = PoseId::all().iter().filter(|pose| pose.base() == **pose);
        poses.map(|&pose| (pose, fold(i18n::pose(pose).name))).collect()
    });
    names.iter().filter(|(_, name)| matches_all(name, &text)).map(|(pose, _)| *pose).collect()
}

/// The criteria whose removal gives the query results, as suggestions for a query without any.
pub fn loosen(query: &Query, person: &Person) -> Vec<Criterion> {
    let mut criteria = query.criteria.clone();
    criteria.retain(|&criterion| {
        let mut without = query.clone();
        without.toggle(criterion);
        !find(&without, person).is_empty()
    });
    criteria
}

fn works_on(routine: &Routine, region: Region) -> bool {
    let works = |pose: PoseId| pose.pose().areas.iter().any(|&area| region.has(area));
    let count = routine.steps.iter().filter(|step| works(step.pose)).count();
    count * 4 >= routine.steps.len()
}

fn needs_nothing(routine: &Routine) -> bool {
    // In a chair routine, the person sits on the chair anyway.
    let is_seated = routine.places == [Place::Chair];
    Prop::ALL.iter().all(|&prop| !routine.needs(prop) || (is_seated && prop == Prop::Chair))
}
