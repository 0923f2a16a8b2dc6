//! Finding a routine: by what it is, and by words that forgive typing.

mod fuzzy;

use crate::domain::catalog::{PoseId, routines};
use crate::domain::pose::{Area, Prop};
use crate::domain::routine::{Intensity, Place, Routine, TimeOfDay};
use crate::domain::time::Millis;
use crate::words;
use fuzzy::Search;

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

/// What is looked for. What is not set takes all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words of its name, of what it is for, or of a pose in it.
    pub text: String,
    /// Where it can be done.
    pub place: Option<Place>,
    /// How long it is.
    pub span: Option<Span>,
    /// How hard it is at most.
    pub intensity: Option<Intensity>,
    /// What it is for: a region that at least a quarter of its steps work on.
    pub region: Option<Region>,
    /// When it is good.
    pub time: Option<TimeOfDay>,
    /// Whether it needs nothing but a mat, or a bed, or the chair one sits on.
    pub nothing_needed: bool,
    /// Whether it is one of the person's favourites.
    pub favourite: bool,
}

/// A wish of a query that can be given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the query")]
pub enum Wish {
    Text,
    Place,
    Span,
    Intensity,
    Region,
    Time,
    NothingNeeded,
    Favourite,
}

impl Wish {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Place,
        Self::Span,
        Self::Intensity,
        Self::Region,
        Self::Time,
        Self::NothingNeeded,
        Self::Favourite,
    ];
}

impl Query {
    /// The same with one wish given up.
    #[must_use]
    pub fn without(&self, wish: Wish) -> Self {
        let mut query = self.clone();
        match wish {
            Wish::Text => query.text.clear(),
            Wish::Place => query.place = None,
            Wish::Span => query.span = None,
            Wish::Intensity => query.intensity = None,
            Wish::Region => query.region = None,
            Wish::Time => query.time = None,
            Wish::NothingNeeded => query.nothing_needed = false,
            Wish::Favourite => query.favourite = false,
        }
        query
    }

    /// Whether it has that wish.
    pub fn has(&self, wish: Wish) -> bool {
        *self != self.without(wish)
    }

    /// Whether it takes all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The routines that fit, those first whose name does; `favourites` are slugs.
pub fn find(query: &Query, favourites: &[String]) -> Vec<&'static Routine> {
    let search = Search::of(&query.text);
    let fitting = routines().filter(|routine| {
        fits(query, routine)
            && (!query.favourite || favourites.iter().any(|slug| *slug == routine.slug))
    });
    let mut found = [Vec::new(), Vec::new()];
    for routine in fitting {
        let name = words::routine_name(&routine.slug);
        if search.is_in(&[name]) {
            found[0].push(routine);
        } else if search.is_in(&texts(routine)) {
            found[1].push(routine);
        }
    }
    found.concat()
}

/// The poses whose names fit; none where nothing was typed.
pub fn find_poses(text: &str) -> Vec<PoseId> {
    let search = Search::of(text);
    if search.is_empty() {
        return Vec::new();
    }
    PoseId::all().iter().copied().filter(|&pose| search.is_in(&[words::pose(pose).name])).collect()
}

/// The wishes that leave something when given up, and how many routines that is: what to loosen
/// where nothing fits.
pub fn loosen(query: &Query, favourites: &[String]) -> Vec<(Wish, usize)> {
    let wishes = Wish::ALL.into_iter().filter(|&wish| query.has(wish));
    let counted = wishes.map(|wish| (wish, find(&query.without(wish), favourites).len()));
    counted.filter(|(_, count)| *count > 0).collect()
}

fn fits(query: &Query, routine: &Routine) -> bool {
    let span = match routine.length() {
        length if length <= SHORT => Span::Short,
        length if length <= MIDDLE => Span::Middle,
        _ => Span::Long,
    };
    query.place.is_none_or(|place| routine.places.contains(&place))
        && query.span.is_none_or(|wanted| wanted == span)
        && query.intensity.is_none_or(|most| routine.intensity <= most)
        && query.region.is_none_or(|region| works_on(routine, region))
        && query.time.is_none_or(|time| routine.times.is_empty() || routine.times.contains(&time))
        && (!query.nothing_needed || needs_nothing(routine))
}

fn works_on(routine: &Routine, region: Region) -> bool {
    let works = |pose: PoseId| pose.pose().areas.iter().any(|&area| region.has(area));
    let count = routine.steps.iter().filter(|step| works(step.pose)).count();
    count * 4 >= routine.steps.len()
}

/// A chair is where one sits already, if the routine is for a chair.
fn needs_nothing(routine: &Routine) -> bool {
    let sits = routine.places == [Place::Chair];
    routine.props().into_vec().iter().all(|prop| sits && *prop == Prop::Chair)
}

/// What a routine is found by.
fn texts(routine: &Routine) -> Vec<&'static str> {
    let words = words::routine(&routine.slug);
    let own = words.into_iter().flat_map(|words| [words.name, words.summary, words.note]);
    let mut poses: Vec<PoseId> = routine.steps.iter().map(|step| step.pose).collect();
    poses.dedup();
    own.chain(poses.into_iter().map(|pose| words::pose(pose).name)).collect()
}
