//! What has to be near is said before a session of movement begins.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::BTreeSet;

use support::session_of;
use unknot_core::adaptation::care;
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Line};
use unknot_core::domain::kit::{Kit, Thing};
use unknot_core::domain::pose::Soft;
use unknot_core::domain::routine::RoutineKind;
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{Options, compile};

fn person(cautions: &[Caution]) -> Settings {
    Settings { cautions: Cautions::of(cautions), ..Settings::default() }
}

fn kit(slug: &str, cautions: &[Caution]) -> Vec<Thing> {
    care(routine(slug).unwrap(), &person(cautions)).kit.things().collect()
}

#[test]
fn each_person_hears_what_their_session_needs() {
    use Thing::{Chair, KneePad, Pillow, Strap};

    assert_eq!(kit("morning-mobility", &[]), [Chair, KneePad]);
    assert_eq!(kit("hips-hamstrings", &[]), [Chair, Strap, Pillow, KneePad]);
    // Nobody with a sore knee kneels on it.
    assert_eq!(kit("hips-hamstrings", &[Caution::Knee]), [Chair, Strap]);
    assert_eq!(kit("core-first", &[]), [Pillow]);
    assert_eq!(kit("core-first", &[Caution::Pregnancy]), [Chair, Pillow]);
    assert_eq!(kit("evening-wind-down", &[]), [Chair, Pillow]);
    assert_eq!(kit("in-bed-5", &[]), []);
    assert_eq!(kit("breath-awareness", &[Caution::Pregnancy]), []);
}

#[test]
fn what_the_words_ask_for_is_known() {
    let mut soft = 0;
    for &pose in PoseId::all() {
        let setup = i18n::pose(pose).setup;
        let expected = match () {
            () if setup.contains("something soft") => Some(Soft::KneePad),
            () if setup.contains("pillow") => Some(Soft::Pillow),
            () => None,
        };
        assert_eq!(pose.pose().soft, expected, "{pose:?}: {setup}");
        soft += usize::from(expected.is_some());
    }
    assert!(soft > 10, "{soft}");
}

#[test]
fn it_is_said_in_the_preparation_which_has_the_time_for_it() {
    let mut kits = BTreeSet::new();
    for routine in routines().filter(|routine| routine.kind == RoutineKind::Movement) {
        for caution in Caution::ALL.map(Some).into_iter().chain([None]) {
            let person = person(caution.as_slice());
            let options = session_of(routine, &person);
            let kit = options.manner.care.kit;
            let prepared = |options: &Options| compile(routine, options).unwrap().cues[1].kind;
            assert_eq!(prepared(&options), CueKind::Say(Line::PrepareToMove(kit)));
            // A session that an earlier version began has ten seconds.
            let ten = Millis::secs(10);
            let has_time = i18n::speaking_time(Line::PrepareToMove(kit)) <= ten;
            let told = if has_time { kit } else { Kit::EMPTY };
            let earlier = Options { preparation: ten, ..options.clone() };
            assert_eq!(prepared(&earlier), CueKind::Say(Line::PrepareToMove(told)));
            let hurried = Options { preparation: Millis::secs(5), ..options };
            assert_eq!(prepared(&hurried), CueKind::Say(Line::Prepare));
            kits.insert(i18n::line(Line::PrepareToMove(kit)));
        }
    }
    assert!(kits.len() >= 6, "{kits:#?}");
    let all = Kit::from_iter(Thing::ALL);
    let words = i18n::line(Line::PrepareToMove(all));
    assert!(
        words.starts_with("Have a firm chair without wheels, a strap or towel, a pillow and something soft for your knee near you. Only"),
        "{words}"
    );
}
