//! When to breathe out and in while a movement is repeated: the word that says when to press, and when to let go.
//!
//! Only what the line above says is shown, in its words: where it names both breaths, and the figure goes to as many places.

use leptos::prelude::*;

use super::activity::repetition;
use crate::state::{use_assets, use_session};
use unknot_core::content;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, text};
use unknot_core::session::Doing;

/// The breath at this moment of a counted movement; `None` if it has none of its own.
pub(super) fn breath_of_move() -> Memo<Option<Key>> {
    let (assets, session) = (use_assets(), use_session());
    let frame = session.signals().frame;
    let moves = session.select(|view| repetition(view.doing).map(|_| view.pose));
    let breaths = Memo::new(move |_| {
        // The texts and the drawing of a variation may only come with the library.
        assets.library();
        moves.get().flatten().and_then(Breaths::of)
    });
    // The view changes once a second, which can be late by half a breath. So it follows the figure, unless there is nothing to show.
    Memo::new(move |_| {
        let breaths = breaths.get()?;
        match frame.with(|view| view.as_ref().map(|view| view.doing)) {
            Some(Doing::Move { elapsed, every, .. }) => breaths.at(elapsed, every),
            _ => None,
        }
    })
}

/// The breaths of a repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Breaths {
    /// The two in their order.
    order: [Key; 2],
    /// The number of equal parts of a repetition, of which the first two have a breath.
    parts: u32,
}

impl Breaths {
    fn of(pose: PoseId) -> Option<Self> {
        let action = i18n::pose(pose).action;
        let place = |breath| action.find(text(breath));
        let (inhale, exhale) = (Key::PlayerBreatheIn, Key::PlayerBreatheOut);
        let order =
            if place(inhale)? < place(exhale)? { [inhale, exhale] } else { [exhale, inhale] };
        let drawing = content::drawing(pose)?;
        let parts = match (drawing.ends, drawing.scenes.first()?.frames.len()) {
            // There and back.
            (None, places) if places % 2 == 0 => 2,
            // To one end, to the other, and back to the middle.
            (Some([1, 2]), 3) => 3,
            _ => return None,
        };
        Some(Self { order, parts })
    }

    fn at(self, elapsed: Millis, every: Millis) -> Option<Key> {
        let part = (elapsed * self.parts).0 / every.0.max(1);
        self.order.get(usize::try_from(part).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::activity::Activity;
    use super::*;
    use crate::platform::testing::{next_frame, texts};
    use crate::state::testing::{set_moment, show_with_session};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn the_breath_is_named_until_the_figure_turns() {
        content::open_library();
        let (session, mounted) = show_with_session("morning-mobility", || view! { <Activity/> });
        let (inhale, exhale) = (text(Key::PlayerBreatheIn), text(Key::PlayerBreatheOut));
        for (pose, elapsed, word) in [
            (PoseId::PelvicTilt, 0, exhale),
            (PoseId::PelvicTilt, 2_999, exhale),
            (PoseId::PelvicTilt, 3_000, inhale),
            (PoseId::PelvicTilt, 5_999, inhale),
            (PoseId::HipHinge, 0, inhale),
            (PoseId::HipHinge, 3_000, exhale),
            // To one end, to the other, and back to the middle as one likes.
            (PoseId::CatCow, 0, inhale),
            (PoseId::CatCow, 2_000, exhale),
            (PoseId::CatCow, 4_000, ""),
            // The bag is taken first, and nothing is said of the breath.
            (PoseId::BagLift, 0, ""),
            // One slow breath in each repetition.
            (PoseId::BirdDog, 0, ""),
            (PoseId::ChinTuck, 0, ""),
        ] {
            let elapsed = Millis(elapsed);
            let doing = Doing::Move { number: 1, count: 4, elapsed, every: Millis::secs(6) };
            set_moment(&session, |view| (view.pose, view.doing) = (pose, doing));
            next_frame().await;
            assert_eq!(texts("main .player__act"), [word], "{} at {elapsed}", pose.slug());
        }
        session.leave();
        drop(mounted);
    }
}
