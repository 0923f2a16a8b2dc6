//! The step that comes next.

use leptos::prelude::*;

use super::fitted::Fitted;
use crate::state::{use_assets, use_session};
use unknot_core::i18n::{self, Key, fill, text};
use unknot_core::session::Next;

/// The most characters that fit beside the clock in every window, on one line or two.
const ROOM: usize = 40;

/// The next step, early enough to prepare for it.
#[component]
pub(super) fn NextStep() -> impl IntoView {
    let assets = use_assets();
    let next = use_session().select(|view| view.next);
    let words = Memo::new(move |_| {
        // The texts of a variation may only come with the library.
        assets.library();
        next.get().map(next_step).unwrap_or_default()
    });
    view! { <Fitted class="soft player__next" words/> }
}

/// What comes next. A long name leaves no room for the side, which is told in time.
fn next_step(next: Option<Next>) -> String {
    let named = |step: &str| fill(Key::PlayerNext, &[("step", step)]);
    match next {
        None => text(Key::PlayerLast).to_owned(),
        Some(Next { pose, side: Some(side), same_pose: true }) => named(i18n::side_of(pose, side)),
        Some(Next { pose, side, .. }) => {
            let words = named(&i18n::pose_on_side(pose, side));
            if words.chars().count() <= ROOM { words } else { named(i18n::pose(pose).name) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::content;
    use unknot_core::domain::catalog::PoseId;
    use unknot_core::domain::cue::Side;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn what_comes_next_is_never_cut_off() {
        content::open_library();
        let (mut with_side, mut without) = (0, 0);
        for &pose in PoseId::all() {
            for side in [None, Some(Side::Left), Some(Side::Right)] {
                let words = next_step(Some(Next { pose, side, same_pose: false }));
                assert!(words.chars().count() <= ROOM, "{words}");
                assert!(words.contains(i18n::pose(pose).name), "{words}");
                if let Some(side) = side {
                    let is_named = words.ends_with(i18n::side_of(pose, side));
                    *(if is_named { &mut with_side } else { &mut without }) += 1;
                }
            }
        }
        assert!(with_side > 100 && without > 0, "{with_side} with their side, {without} without");
        assert_eq!(next_step(None), text(Key::PlayerLast));
    }
}
