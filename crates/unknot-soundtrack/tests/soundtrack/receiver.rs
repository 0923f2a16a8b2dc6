//! The receiver: puts the file together as a player gets it, decodes it, and knows each sound by
//! having heard it once alone.

use std::f64::consts::TAU;
use std::io::Cursor;
use std::sync::OnceLock;

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind, Line, Side};
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{Mix, SAMPLE_RATE, SAMPLES_PER_MILLI, Sounds, Track, compile};

use crate::typical::timeline;

/// Every sound there is.
pub(crate) const KINDS: [CueKind; 18] = [
    CueKind::Prepare,
    CueKind::ChangePose,
    CueKind::ChangeSide(Side::Left),
    CueKind::ChangeSide(Side::Right),
    CueKind::Begin,
    CueKind::Repetition(None),
    CueKind::Repetition(Some(Side::Left)),
    CueKind::Repetition(Some(Side::Right)),
    CueKind::HalfWay,
    CueKind::LastSeconds(3),
    CueKind::LastSeconds(2),
    CueKind::LastSeconds(1),
    CueKind::Interval,
    CueKind::BreatheIn,
    CueKind::BreatheHold,
    CueKind::BreatheOut,
    CueKind::Say(Line::HalfWay),
    CueKind::End,
];

/// The parts that differ, in the order of their numbers.
pub(crate) fn different_parts(track: &Track) -> Vec<Vec<u8>> {
    let mut sounds = Sounds::new(track.mix());
    (0..track.different()).map(|number| sounds.render(track, number)).collect()
}

/// The file, byte for byte.
pub(crate) fn file(track: &Track) -> Vec<u8> {
    let different = different_parts(track);
    let mut file = track.header().to_vec();
    for &part in track.parts() {
        file.extend_from_slice(&different[part]);
    }
    file
}

/// The file's samples, by a decoder that is not ours.
pub(crate) fn decode(track: &Track) -> Vec<i32> {
    let reader = hound::WavReader::new(Cursor::new(file(track))).unwrap();
    let samples: Vec<i32> = reader.into_samples::<i16>().map(|s| i32::from(s.unwrap())).collect();
    assert_eq!(samples.len() as u32, track.seconds() * SAMPLE_RATE);
    samples
}

/// The carrier by its definition.
pub(crate) fn carrier(sample: usize) -> i32 {
    const HZ: u32 = 40;
    static CYCLE: OnceLock<Vec<i32>> = OnceLock::new();
    let cycle = CYCLE.get_or_init(|| {
        let peak = 32_767.0 * 10_f64.powf(-62.0 / 20.0);
        let samples = SAMPLE_RATE / HZ;
        let turn = |n: u32| TAU * f64::from(n) / f64::from(samples);
        (0..samples).map(|n| (peak * turn(n).sin()).round() as i32).collect()
    });
    cycle[sample % cycle.len()]
}

pub(crate) fn sample_at(time: Millis) -> usize {
    (time.0 * SAMPLES_PER_MILLI) as usize
}

/// What differs from one bell to another.
pub(crate) const RUNG: [CueKind; 4] =
    [CueKind::Prepare, CueKind::Begin, CueKind::Interval, CueKind::End];

/// A sound alone.
pub(crate) struct Template {
    pub(crate) bell: Bell,
    pub(crate) kind: CueKind,
    /// The first of `KINDS` that sounds the same.
    pub(crate) sound: usize,
    pub(crate) samples: Vec<i32>,
    /// Which of the samples was at the cue's time.
    pub(crate) strike: usize,
}

impl Template {
    /// What it sounds like from the strike on.
    pub(crate) fn struck(&self) -> &[i32] {
        &self.samples[self.strike..]
    }

    pub(crate) fn peak(&self) -> i32 {
        self.samples.iter().map(|s| s.abs()).max().unwrap()
    }
}

/// Each of `KINDS` alone, at full loudness.
pub(crate) fn templates() -> &'static [Template] {
    static TEMPLATES: OnceLock<Vec<Template>> = OnceLock::new();
    TEMPLATES.get_or_init(|| {
        let mut templates: Vec<Template> = Vec::new();
        for kind in KINDS {
            let new = Template { sound: templates.len(), ..rung(kind, Bell::default()) };
            let same = templates.iter().position(|t| t.samples == new.samples);
            templates.push(Template { sound: same.unwrap_or(new.sound), ..new });
        }
        templates
    })
}

/// What each of the other bells makes of `RUNG`, at full loudness.
pub(crate) fn other_bells() -> &'static [[Template; 4]] {
    static BELLS: OnceLock<Vec<[Template; 4]>> = OnceLock::new();
    BELLS.get_or_init(|| {
        let others = Bell::ALL.into_iter().filter(|bell| *bell != Bell::default());
        others.map(|bell| RUNG.map(|kind| rung(kind, bell))).collect()
    })
}

/// Every sound of every bell, at full loudness.
pub(crate) fn all_templates() -> impl Iterator<Item = &'static Template> {
    templates().iter().chain(other_bells().iter().flatten())
}

fn rung(kind: CueKind, bell: Bell) -> Template {
    let (samples, strike) = alone(kind, &Mix::new(100, bell));
    let sound = KINDS.iter().position(|known| *known == kind).unwrap();
    Template { bell, kind, sound, samples, strike }
}

pub(crate) fn template(kind: CueKind) -> &'static Template {
    let is = |known: CueKind| match kind {
        CueKind::Say(_) => matches!(known, CueKind::Say(_)),
        _ => known == kind,
    };
    templates().iter().find(|template| is(template.kind)).unwrap()
}

/// A sound without the carrier, and its strike.
pub(crate) fn alone(kind: CueKind, mix: &Mix) -> (Vec<i32>, usize) {
    // Any time late enough for the swell before it.
    let at = Millis::secs(2);
    let track = compile(&timeline(vec![Cue { at, kind }], at), mix, Millis::ZERO);
    let mut samples = decode(&track);
    for (n, sample) in samples.iter_mut().enumerate() {
        *sample -= carrier(n);
    }
    let first = samples.iter().position(|&s| s != 0).unwrap().min(sample_at(at));
    let last = samples.iter().rposition(|&s| s != 0).unwrap();
    (samples[first..=last].to_vec(), sample_at(at) - first)
}
