//! A disc that breathes: it grows on the inhale, stays while the breath is held, and shrinks on the exhale.

use leptos::html;
use leptos::prelude::*;

use crate::services::animation::Animation;
use crate::services::page;
use crate::state::use_session;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Breath, Phase};

/// The size of the disc with full and with empty lungs.
const FULL: &str = "scale(1)";
const EMPTY: &str = "scale(0.4)";

/// A phase of a guided breath: the index of its segment, and the phase within it.
type Paced = (usize, Breath);

/// The disc of the current session, shown while the breath is guided, but never if the person prefers reduced motion. The
/// browser animates it between two updates of the view.
#[component]
pub(crate) fn BreathPacer() -> impl IntoView {
    let signals = use_session().signals();
    let disc = NodeRef::<html::Div>::new();
    let wants_motion = !page::prefers_reduced_motion();
    let paced = Memo::new(move |_| -> Option<Paced> {
        let view = if wants_motion { signals.view.get()? } else { return None };
        signals.timeline.with(|timeline| {
            let segment = timeline.as_ref()?.segments.get(view.segment)?;
            Some((view.segment, Breath::at(segment, view.elapsed)?))
        })
    });
    Effect::new(move |last: Option<Option<(Paced, Animation)>>| {
        let (disc, paced) = (disc.get()?, paced.get()?);
        // Read last, so that the effect doesn't subscribe to the view while no breath is guided.
        let view = signals.view.get()?;
        let (_, breath) = paced;
        let animation = match last.flatten() {
            Some((last, animation)) if last == paced => animation,
            previous => {
                let scale = |is_full| if is_full { FULL } else { EMPTY };
                let (from, to) = (scale(breath.from_full), scale(breath.to_full));
                let next = Animation::transform(&disc, from, to, milliseconds(breath.length));
                // Dropped only now that the next animation has begun, so that the disc doesn't jump.
                drop(previous);
                next.ok()?
            }
        };
        let position = milliseconds(view.elapsed.saturating_sub(breath.start));
        if view.phase == Phase::Running {
            animation.play_at(position);
        } else {
            animation.pause_at(position);
        }
        Some((paced, animation))
    });
    view! {
        <div
            class="pacer"
            aria-hidden="true"
            hidden=move || paced.with(Option::is_none)
            node_ref=disc
        ></div>
    }
}

fn milliseconds(time: Millis) -> f64 {
    f64::from(time.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, next_frame};
    use crate::state::testing::{set_moment, show_with_session};
    use unknot_core::timeline::SegmentKind;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn the_disc_is_shown_only_while_the_breath_is_guided() {
        let (session, mounted) = show_with_session("box-breathing", || view! { <BreathPacer/> });
        let is_hidden = || elements("main .pacer")[0].has_attribute("hidden");
        assert!(is_hidden());
        let timeline = session.signals().timeline.get_untracked().unwrap();
        let is_paced = |kind| matches!(kind, SegmentKind::Breathe(_));
        let paced = timeline.segments.iter().position(|segment| is_paced(segment.kind)).unwrap();
        set_moment(&session, |view| {
            (view.segment, view.elapsed) = (paced, Millis::secs(1));
        });
        next_frame().await;
        assert!(!is_hidden());
        set_moment(&session, |view| view.segment = 0);
        next_frame().await;
        assert!(is_hidden());
        session.leave();
        drop(mounted);
    }
}
