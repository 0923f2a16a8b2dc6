//! Finding a routine: by what it is, and by words that forgive typing.

mod fuzzy;

use std::mem::discriminant;
use std::sync::OnceLock;

use crate::domain::catalog::{PoseId, routines};
use crate::domain::pose::{Area, Prop};
use crate::domain::routine::{Intensity, Place, Routine, RoutineSlug, TimeOfDay};
use crate::domain::settings::Slugs;
use crate::domain::time::Millis;
use crate::i18n;
use fuzzy::is_in;

/// Up to this length a routine is short.
const SHORT: Millis = Millis::minutes(5);
/// Up to this length it is no long one.
const MIDDLE: Millis = Millis::minutes(10);

/// How long a routine is, roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Five minutes or less.
    Short,
    /// Ten minutes or so.
    Middle,
    /// Longer.
    Long,
}

/// A part of the body, as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// Neck, shoulders and upper back.
    NeckAndShoulders,
    /// Low back and belly.
    LowBack,
    /// Hips and buttocks.
    Hips,
    /// Thighs, backs of the legs, calves.
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

/// Something that a routine is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Good at that time of day.
    Time(TimeOfDay),
    /// Possible there.
    Place(Place),
    /// About so long.
    Span(Span),
    /// At most so hard.
    AtMost(Intensity),
    /// For that region, on which at least a quarter of its steps work.
    Region(Region),
    /// Without anything to fetch: nothing but a mat, a bed, or the chair one sits on.
    NothingNeeded,
    /// One of the person's favourites.
    Favourite,
    /// Without any pose of the person's sore list.
    NothingSore,
    /// Not done in the last days.
    NotLately,
}

impl Criterion {
    /// All of them, those of a kind side by side.
    pub const ALL: [Self; 21] = [
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
        Self::NotLately,
    ];

    /// Whether the other is of the same kind: of two such, one is enough.
    pub fn is_like(self, other: Self) -> bool {
        discriminant(&self) == discriminant(&other)
    }

    fn fits(self, routine: &Routine, person: &Person) -> bool {
        match self {
            Self::Time(time) => routine.times.is_empty() || routine.times.contains(&time),
            Self::Place(place) => routine.places.contains(&place),
            Self::Span(span) => span == Span::of(routine),
            Self::AtMost(most) => routine.intensity <= most,
            Self::Region(region) => works_on(routine, region),
            Self::NothingNeeded => needs_nothing(routine),
            Self::Favourite => person.favourites.has(&routine.slug),
            Self::NotLately => !person.lately.contains(&routine.slug),
            Self::NothingSore => {
                !routine.steps.iter().any(|step| person.sore.has(step.pose.base().slug()))
            }
        }
    }
}

/// What has to be known of the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The routines that they like best.
    pub favourites: Slugs,
    /// The poses that hurt.
    pub sore: Slugs,
    /// The routines of the last days.
    pub lately: Vec<RoutineSlug>,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words of its name, of what it is for, or of a pose in it.
    pub text: String,
    /// What it is to be: one of each kind that is named.
    pub criteria: Vec<Criterion>,
}

impl Query {
    /// Takes a criterion up, or gives it up.
    pub fn toggle(&mut self, criterion: Criterion) {
        let before = self.criteria.len();
        self.criteria.retain(|other| *other != criterion);
        if self.criteria.len() == before {
            self.criteria.push(criterion);
        }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
    }

    fn fits(&self, routine: &Routine, person: &Person) -> bool {
        self.criteria.iter().all(|kind| {
            let mut like = self.criteria.iter().filter(|other| kind.is_like(**other));
            like.any(|criterion| criterion.fits(routine, person))
        })
    }
}

/// The routines that fit, those first whose name does. Where none has every word, those that have the
/// most: a person who types “stiff neck” gets what there is for a neck.
pub fn find(query: &Query, person: &Person) -> Vec<&'static Routine> {
    let (mut named, mut found) = (Vec::new(), Vec::new());
    let mut most = 1;
    for &(routine, name, text) in index().iter().filter(|entry| query.fits(entry.0, person)) {
        if is_in(name, &query.text) {
            named.push(routine);
            continue;
        }
        let count = query.words().filter(|word| is_in(name, word) || is_in(text, word)).count();
        if count > most {
            found.clear();
            most = count;
        }
        if count == most {
            found.push(routine);
        }
    }
    if named.is_empty() || most == query.words().count() {
        named.append(&mut found);
    }
    named
}

/// The poses whose names fit; none where nothing was typed.
pub fn find_poses(text: &str) -> Vec<PoseId> {
    static NAMES: OnceLock<Vec<(PoseId, &str)>> = OnceLock::new();
    if text.trim().is_empty() {
        return Vec::new();
    }
    let names = NAMES.get_or_init(|| {
        let poses = PoseId::all().iter().filter(|pose| pose.base() == **pose);
        poses.map(|&pose| (pose, i18n::pose(pose).name)).collect()
    });
    names.iter().filter(|(_, name)| is_in(name, text)).map(|(pose, _)| *pose).collect()
}

/// Each routine with its name and the words it is found by. Looking them up takes longer than looking
/// through them, so that is done once: nobody looks for anything before the library is open.
fn index() -> &'static [(&'static Routine, &'static str, &'static str)] {
    static INDEX: OnceLock<Vec<(&Routine, &str, &str)>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let entry = |routine: &'static Routine| {
            (routine, i18n::routine_name(&routine.slug), i18n::finds(&routine.slug))
        };
        routines().map(entry).collect()
    })
}

/// The criteria that leave something when given up: what to loosen where nothing fits.
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

/// A chair is where one sits already, if the routine is for a chair.
fn needs_nothing(routine: &Routine) -> bool {
    let sits = routine.places == [Place::Chair];
    Prop::ALL.iter().all(|&prop| !routine.needs(prop) || (sits && prop == Prop::Chair))
}
