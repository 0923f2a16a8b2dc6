//! How the nouns are written: each field under its name, which is a promise.

use crate::domain::background::Background;
use crate::domain::bell::Bell;
use crate::domain::catalog::PoseId;
use crate::domain::caution::Cautions;
use crate::domain::civil::{CivilDay, Moment};
use crate::domain::cue::Side;
use crate::domain::list::append;
use crate::domain::routine::{Hurt, Rhythm, Swap, TimeOfDay};
use crate::domain::settings::{Guidance, Settings, Theme};
use crate::domain::time::Millis;
use crate::history::EntryId;
use crate::session::Snapshot;
use crate::timeline::{Manner, Options};

use super::json::{Object, Writer};

/// What can be stored as a value.
pub trait Stored: Sized {
    /// Its fields.
    fn write(&self) -> Writer;

    /// What has these fields, and perhaps others; nothing where one is missing or makes no sense.
    fn read(object: &Object<'_>) -> Option<Self>;
}

impl Stored for Settings {
    fn write(&self) -> Writer {
        Writer::new()
            .number("bells", self.bells)
            .text("bell", name_of(&BELLS, self.bell))
            .text("background", name_of(&BACKGROUNDS, self.background))
            .number("background_percent", self.background_percent)
            .flag("over_others", self.over_others)
            .flag("voice", self.voice)
            .flag("phones_voice", self.phones_voice)
            .number("voice_percent", self.voice_percent)
            .flag("vibration", self.vibration)
            .flag("keep_awake", self.keep_awake)
            .number("preparation", self.preparation.0)
            .text("theme", name_of(&THEMES, self.theme))
            .number("day_start_min", self.day_start_min)
            .flag("safety_read", self.safety_read)
            .flag("asked", self.asked)
            .text("favourites", &self.favourites.iter().collect::<Vec<_>>().join(" "))
            .text("sore", &self.sore.iter().collect::<Vec<_>>().join(" "))
            .number("cautions", self.cautions.0)
            .text("guidance", name_of(&GUIDANCES, self.guidance))
            .text("still", self.still.map_or("", PoseId::slug))
            .number("rhythm", number_of(self.rhythm))
    }

    /// A setting that is not there, because it is newer than the text, is as by default.
    fn read(object: &Object<'_>) -> Option<Self> {
        let mut settings = Self::default();
        let flags = [
            ("over_others", &mut settings.over_others),
            ("voice", &mut settings.voice),
            ("phones_voice", &mut settings.phones_voice),
            ("vibration", &mut settings.vibration),
            ("keep_awake", &mut settings.keep_awake),
            ("safety_read", &mut settings.safety_read),
            ("asked", &mut settings.asked),
        ];
        for (name, flag) in flags {
            if object.has(name) {
                *flag = object.flag(name)?;
            }
        }
        for (name, percent) in [
            ("bells", &mut settings.bells),
            ("voice_percent", &mut settings.voice_percent),
            ("background_percent", &mut settings.background_percent),
        ] {
            if object.has(name) {
                *percent = object.number(name)?;
            }
        }
        if object.has("bell") {
            settings.bell = named(&BELLS, &object.text("bell")?)?;
        }
        if object.has("background") {
            settings.background = named(&BACKGROUNDS, &object.text("background")?)?;
        }
        if object.has("preparation") {
            settings.preparation = millis(object, "preparation")?;
        }
        if object.has("theme") {
            settings.theme = named(&THEMES, &object.text("theme")?)?;
        }
        if object.has("day_start_min") {
            settings.day_start_min = object.number("day_start_min")?;
        }
        if object.has("cautions") {
            settings.cautions = Cautions(object.number("cautions")?);
        }
        if object.has("guidance") {
            settings.guidance = named(&GUIDANCES, &object.text("guidance")?)?;
        }
        for (name, slugs) in
            [("favourites", &mut settings.favourites), ("sore", &mut settings.sore)]
        {
            if object.has(name) {
                *slugs = object.text(name)?.split(' ').collect();
            }
        }
        if object.has("still") {
            settings.still = PoseId::from_slug(&object.text("still")?);
        }
        if object.has("rhythm") {
            settings.rhythm = rhythm(object)?;
        }
        Some(settings)
    }
}

impl Stored for Snapshot {
    fn write(&self) -> Writer {
        let options = Writer::new();
        let options = match self.options.length {
            Some(length) => options.number("length", length.0),
            None => options.null("length"),
        };
        let options = options
            .number("preparation", self.options.preparation.0)
            .text("first_side", name_of(&SIDES, self.options.first_side))
            .numbers("extra", self.options.extra.iter().map(|extra| extra.0));
        let manner = self.options.manner;
        let options = if manner == Manner::default() {
            options
        } else {
            options
                .text("guidance", name_of(&GUIDANCES, manner.guidance))
                .number("telling", manner.telling)
                .text("time", name_of(&TIMES, manner.time))
                .text("still", manner.still.map_or("", PoseId::slug))
                .flag("holds", manner.holds)
        };
        let options = match manner.rhythm {
            Some(rhythm) => options.number("rhythm", number_of(rhythm)),
            None => options,
        };
        let swaps = &self.options.swaps;
        let options = if swaps.iter().all(|swap| *swap == Swap::Keep) {
            options
        } else {
            let mut names = String::new();
            for swap in swaps {
                append(&mut names, " ", name_of_swap(*swap));
            }
            options.text("swaps", &names)
        };
        let written = Writer::new()
            .text("routine", &self.routine)
            .object("options", options)
            .number("position", self.position.0)
            .number("practised", self.practised.0)
            .number("skipped", self.skipped);
        with_hurts(written, &self.hurts)
    }

    fn read(object: &Object<'_>) -> Option<Self> {
        let options = object.object("options")?;
        let length = if options.has("length") { Some(millis(&options, "length")?) } else { None };
        Some(Self {
            routine: object.text("routine")?,
            options: Options {
                length,
                preparation: millis(&options, "preparation")?,
                first_side: named(&SIDES, &options.text("first_side")?)?,
                extra: options.numbers("extra")?.into_iter().map(Millis).collect(),
                manner: if options.has("telling") { manner(&options)? } else { Manner::default() },
                swaps: if options.has("swaps") {
                    options.text("swaps")?.split(' ').map(swap_named).collect::<Option<_>>()?
                } else {
                    Vec::new()
                },
            },
            position: millis(object, "position")?,
            practised: millis(object, "practised")?,
            skipped: object.number("skipped")?,
            hurts: hurts(object),
        })
    }
}

impl Stored for Moment {
    fn write(&self) -> Writer {
        Writer::new().number("utc_ms", self.utc_ms).number("offset_min", self.offset_min)
    }

    fn read(object: &Object<'_>) -> Option<Self> {
        Some(Self { utc_ms: object.number("utc_ms")?, offset_min: object.number("offset_min")? })
    }
}

const BACKGROUNDS: [(Background, &str); 5] = [
    (Background::Nothing, "nothing"),
    (Background::Rain, "rain"),
    (Background::BrownNoise, "brown_noise"),
    (Background::Waves, "waves"),
    (Background::Drone, "drone"),
];

const BELLS: [(Bell, &str); 6] = [
    (Bell::Mixed, "mixed"),
    (Bell::SmallBowl, "small-bowl"),
    (Bell::LargeBowl, "large-bowl"),
    (Bell::Gong, "gong"),
    (Bell::Block, "block"),
    (Bell::Chime, "chime"),
];

const THEMES: [(Theme, &str); 3] =
    [(Theme::System, "system"), (Theme::Light, "light"), (Theme::Dark, "dark")];
const GUIDANCES: [(Guidance, &str); 3] =
    [(Guidance::Full, "full"), (Guidance::Light, "light"), (Guidance::Bells, "bells")];
const TIMES: [(TimeOfDay, &str); 3] =
    [(TimeOfDay::Morning, "morning"), (TimeOfDay::Day, "day"), (TimeOfDay::Evening, "evening")];
const SIDES: [(Side, &str); 2] = [(Side::Left, "left"), (Side::Right, "right")];

/// The name that a value has in a table of all.
pub(super) fn name_of<T: PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(other, _)| *other == value).map_or("", |(_, name)| name)
}

/// The value of that name.
pub(super) fn named<T: Copy>(table: &[(T, &str)], name: &str) -> Option<T> {
    table.iter().find(|(_, other)| *other == name).map(|(value, _)| *value)
}

/// `-` for a step that is kept, `e` for its easier way, or the slug of what is done instead.
fn name_of_swap(swap: Swap) -> &'static str {
    match swap {
        Swap::Keep => "-",
        Swap::Easier => "e",
        Swap::Instead(pose) => pose.slug(),
    }
}

fn swap_named(name: &str) -> Option<Swap> {
    match name {
        "-" => Some(Swap::Keep),
        "e" => Some(Swap::Easier),
        slug => PoseId::from_slug(slug).map(Swap::Instead),
    }
}

/// Adds what hurt, where anything did: `cat-cow:e sphinx:constructive-rest`.
pub(super) fn with_hurts(written: Writer, hurts: &[Hurt]) -> Writer {
    let mut text = String::new();
    for hurt in hurts {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(hurt.pose.slug());
        text.push(':');
        text.push_str(name_of_swap(hurt.swap));
    }
    if text.is_empty() { written } else { written.text("hurts", &text) }
}

/// What hurt. Poses that are no longer known can't be told of, which is no reason to lose the session.
pub(super) fn hurts(object: &Object<'_>) -> Vec<Hurt> {
    let text = object.text("hurts").unwrap_or_default();
    let hurt = |one: &str| {
        let (pose, swap) = one.split_once(':')?;
        Some(Hurt { pose: PoseId::from_slug(pose)?, swap: swap_named(swap)? })
    };
    text.split(' ').filter_map(hurt).collect()
}

fn manner(options: &Object<'_>) -> Option<Manner> {
    Some(Manner {
        guidance: named(&GUIDANCES, &options.text("guidance")?)?,
        telling: options.number("telling")?,
        time: named(&TIMES, &options.text("time")?)?,
        still: PoseId::from_slug(&options.text("still")?),
        holds: options.flag("holds")?,
        rhythm: if options.has("rhythm") { Some(rhythm(options)?) } else { None },
    })
}

/// A byte for each part of the breath, the first of them the highest.
fn number_of(rhythm: Rhythm) -> u32 {
    u32::from_be_bytes(rhythm.parts())
}

fn rhythm(object: &Object<'_>) -> Option<Rhythm> {
    object.number("rhythm").map(|number: u32| Rhythm::new(number.to_be_bytes()))
}

pub(super) fn moment(object: &Object<'_>, name: &str) -> Option<Moment> {
    Moment::read(&object.object(name)?)
}

pub(super) fn millis(object: &Object<'_>, name: &str) -> Option<Millis> {
    object.number(name).map(Millis)
}

pub(super) fn day(object: &Object<'_>, name: &str) -> Option<CivilDay> {
    object.text(name)?.parse().ok()
}

pub(super) fn id(object: &Object<'_>, name: &str) -> Option<EntryId> {
    object.text(name)?.parse().ok()
}
