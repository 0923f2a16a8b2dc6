//! What there is to do at this moment: the side, and the breath or the hold. The clock counts repetitions.

use leptos::prelude::*;

use super::breath_of_move::breath_of_move;
use super::fitted::Fitted;
use crate::state::use_session;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, text};
use unknot_core::session::Doing;
use unknot_core::timeline::COUNTED_FROM;

/// The side, and what to do.
#[component]
pub(super) fn Activity() -> impl IntoView {
    let session = use_session();
    let activity = session.select(|view| {
        // Elapsed times change all the time, but aren't shown.
        let doing = match view.doing {
            Doing::Listen { length, moves, .. } => {
                Doing::Listen { elapsed: Millis::ZERO, length, moves }
            }
            Doing::Move { every, .. } => {
                Doing::Move { number: 0, count: 0, elapsed: Millis::ZERO, every }
            }
            other => other,
        };
        let is_named_above = view.own_rest.is_some();
        let side = view.side.filter(|_| !is_named_above);
        (view.pose, side, Some(doing).filter(|_| !is_named_above), view.passage.is_some())
    });
    let side = Memo::new(move |_| {
        let activity = activity.get();
        let side = activity.and_then(|(pose, side, doing, _)| side_of(pose, side, doing?));
        side.unwrap_or_default().to_owned()
    });
    let breath = breath_of_move();
    let doing = Memo::new(move |_| {
        let activity = activity.get();
        let name = activity.and_then(|(_, _, doing, is_passage)| name_of(doing?, is_passage));
        breath.get().or(name).map(text).unwrap_or_default().to_owned()
    });
    view! {
        <Fitted class="player__side" words=side/>
        <Fitted class="player__act" words=doing/>
    }
}

/// The side, unless it is that of a step of a walk.
fn side_of(pose: PoseId, side: Option<Side>, doing: Doing) -> Option<&'static str> {
    side.filter(|_| !is_step_of_walk(doing)).map(|side| i18n::side_of(pose, side))
}

/// The steps of a walk are neither counted nor named left and right.
fn is_step_of_walk(doing: Doing) -> bool {
    matches!(doing, Doing::Move { every, .. } if every < COUNTED_FROM)
}

/// The number of the repetition, and how many there are, if they are counted.
pub(super) fn repetition(doing: Doing) -> Option<(u32, u32)> {
    match doing {
        Doing::Move { number, count, every, .. } if every >= COUNTED_FROM => Some((number, count)),
        _ => None,
    }
}

fn name_of(doing: Doing, is_passage: bool) -> Option<Key> {
    Some(match doing {
        Doing::Move { .. } => return None,
        // The passage is named above.
        Doing::Prepare | Doing::ChangeOver if is_passage => Key::PlayerNoHurry,
        Doing::Prepare => Key::PlayerPrepare,
        Doing::ChangeOver => Key::PlayerGetThere,
        Doing::Listen { .. } => Key::PlayerListen,
        Doing::Hold => Key::PlayerHold,
        Doing::Rest => Key::PlayerRest,
        Doing::Inhale => Key::PlayerBreatheIn,
        Doing::Exhale => Key::PlayerBreatheOut,
        Doing::HoldBreath => Key::PlayerHoldBreath,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn repetitions_are_counted_unless_they_are_steps_of_a_walk() {
        let doing = |every| Doing::Move { number: 2, count: 8, elapsed: Millis::ZERO, every };
        let left = Some(Side::Left);
        let rolls = PoseId::KneeRolls;
        assert_eq!(repetition(doing(COUNTED_FROM)), Some((2, 8)));
        assert_eq!(side_of(rolls, left, doing(COUNTED_FROM)), Some("knees to the left"));
        let step = doing(COUNTED_FROM.saturating_sub(Millis(1)));
        assert_eq!((side_of(rolls, left, step), repetition(step)), (None, None));
    }

    #[wasm_bindgen_test]
    fn nobody_is_hurried_on_the_way_up() {
        let names = |doing| [false, true].map(|is_passage| name_of(doing, is_passage).map(text));
        assert_eq!(names(Doing::ChangeOver), [Some("Get into position"), Some("Take your time")]);
        assert_eq!(names(Doing::Prepare), [Some("Get ready"), Some("Take your time")]);
    }
}
