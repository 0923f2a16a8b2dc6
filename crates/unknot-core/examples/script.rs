//! Prints all that a session says to somebody, with the times: `cargo run -p unknot-core --example
//! script -- <routine> [caution…]`, such as `morning-mobility knee blood-pressure`. A caution is
//! named as in `poses.toml`; `length=7` is a length in minutes.
#![expect(clippy::print_stdout, reason = "the output of this program")]

use std::env;
use std::error::Error;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as NameError;
use unknot_core::adaptation::{care, fit, may_hold_breath, swaps};
use unknot_core::domain::catalog::routine;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Side};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{Manner, Options, compile, preparation};

fn main() -> Result<(), Box<dyn Error>> {
    let mut names = env::args().skip(1);
    let slug = names.next().ok_or("which routine?")?;
    let routine = routine(&slug).ok_or_else(|| format!("there is no routine «{slug}»"))?;
    let (mut cautions, mut length) = (Vec::new(), None);
    for name in names {
        match name.strip_prefix("length=") {
            Some(minutes) => length = Some(Millis::minutes(minutes.parse()?)),
            None => cautions.push(caution(&name)?),
        }
    }
    let person = Settings { cautions: Cautions::of(&cautions), ..Settings::default() };
    let care = care(routine, &person);
    let options = Options {
        length,
        preparation: preparation(routine, person.preparation, care.kit),
        first_side: Side::Left,
        extra: Vec::new(),
        manner: Manner { holds: may_hold_breath(&person), care, ..Manner::default() },
        swaps: swaps(routine, &person),
    };
    let timeline = compile(routine, &options)?;
    println!("{}: {:?}", i18n::routine_name(&slug), fit(routine, &person));
    let mut step = None;
    for cue in &timeline.cues {
        let CueKind::Say(line) = cue.kind else { continue };
        let segment = &timeline.segments[timeline.segment_index_at(cue.at)];
        if step.replace(segment.step) != Some(segment.step) {
            println!(
                "\n{} {:?}",
                i18n::pose_on_side(segment.pose, segment.side),
                options.swaps[segment.step]
            );
        }
        let seconds = cue.at.as_secs();
        println!("{:3}:{:02}  {}", seconds / 60, seconds % 60, i18n::line(line));
    }
    Ok(())
}

/// The caution of that name.
fn caution(name: &str) -> Result<Caution, NameError> {
    Caution::deserialize(name.into_deserializer())
}
