//! The receiver: assembles the file as a player gets it, decodes it, and records each sound alone
//! as a template.

use std::f64::consts::TAU;
use std::io::Cursor;
use std::sync::OnceLock;

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind, Line, Side};
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{Mix, SAMPLE_RATE, SAMPLES_PER_MILLI, Sounds, Track, compile};

use crate::typical::timeline;

/// A cue of every kind.
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

/// The samples of the distinct parts, by their numbers.
pub(crate) fn distinct_parts(track: &Track) -> Vec<Vec<u8>> {
    let mut sounds = Sounds::new(track.mix());
    (0..track.distinct()).map(|number| sounds.render(track, number)).collect()
}

/// The file, byte for byte.
pub(crate) fn file(track: &Track) -> Vec<u8> {
    let distinct = distinct_parts(track);
    let mut file = track.header().to_vec();
    for &part in track.parts() {
        file.extend_from_slice(&distinct[part]);
    }
    file
}

/// The file's samples, decoded by hound, an independent implementation.
pub(crate) fn decode(track: &Track) -> Vec<i32> {
    let reader = hound::WavReader::new(Cursor::new(file(track))).unwrap();
    let samples: Vec<i32> = reader.into_samples::<i16>().map(|s| i32::from(s.unwrap())).collect();
    assert_eq!(samples.len() as u32, track.seconds() * SAMPLE_RATE);
    samples
}

/// A sample of the carrier, computed from its definition.
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

/// The cues whose sound depends on the bell.
pub(crate) const BELL_KINDS: [CueKind; 4] =
    [CueKind::Prepare, CueKind::Begin, CueKind::Interval, CueKind::End];

/// The recording of a sound alone.
pub(crate) struct Template {
    pub(crate) bell: Bell,
    pub(crate) kind: CueKind,
    /// Index of the first of `KINDS` that sounds the same.
    pub(crate) sound: usize,
    pub(crate) samples: Vec<i32>,
    /// Index of the sample at the cue's time.
    pub(crate) strike: usize,
}

impl Template {
    /// The samples from the strike on.
    pub(crate) fn struck(&self) -> &[i32] {
        &self.samples[self.strike..]
    }

    pub(crate) fn peak(&self) -> i32 {
        self.samples.iter().map(|s| s.abs()).max().unwrap()
    }
}

/// The template of each of `KINDS` with the default bell, at full loudness.
pub(crate) fn templates() -> &'static [Template] {
    static TEMPLATES: OnceLock<Vec<Template>> = OnceLock::new();
    TEMPLATES.get_or_init(|| {
        let mut templates: Vec<Template> = Vec::new();
        for kind in KINDS {
            let new = Template { sound: templates.len(), ..record(kind, Bell::default()) };
            let same = templates.iter().position(|t| t.samples == new.samples);
            templates.push(Template { sound: same.unwrap_or(new.sound), ..new });
        }
        templates
    })
}

/// The templates of `BELL_KINDS` with each of the other bells, at full loudness.
pub(crate) fn other_bells() -> &'static [[Template; 4]] {
    static BELLS: OnceLock<Vec<[Template; 4]>> = OnceLock::new();
    BELLS.get_or_init(|| {
        let others = Bell::ALL.into_iter().filter(|bell| *bell != Bell::default());
        others.map(|bell| BELL_KINDS.map(|kind| record(kind, bell))).collect()
    })
}

/// All templates of all bells.
pub(crate) fn all_templates() -> impl Iterator<Item = &'static Template> {
    templates().iter().chain(other_bells().iter().flatten())
}

fn record(kind: CueKind, bell: Bell) -> Template {
    let (samples, strike) = alone(kind, &Mix::new(100, bell));
    let sound = KINDS.iter().position(|known| *known == kind).unwrap();
    Template { bell, kind, sound, samples, strike }
}

pub(crate) fn template(kind: CueKind) -> &'static Template {
    let is_same = |known: CueKind| match kind {
        CueKind::Say(_) => matches!(known, CueKind::Say(_)),
        _ => known == kind,
    };
    templates().iter().find(|template| is_same(template.kind)).unwrap()
}

/// A sound without the carrier, and the index of its strike.
pub(crate) fn alone(kind: CueKind, mix: &Mix) -> (Vec<i32>, usize) {
    // Late enough for a swell.
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
