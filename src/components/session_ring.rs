//! The ring of a whole session, round the figure: one arc for each step, with the finished steps and the current one
//! marked.
//!
//! It is a rectangle with rounded corners that fills its container, so that a lying figure gets the width of the
//! window. Arcs are dashes of its outline, whose length is declared (`pathLength`), so that nobody has to measure it.

use leptos::prelude::*;

use crate::state::use_session;
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;
use unknot_figure::write_number;

/// The length of the outline, in the unit of the dashes.
const OUTLINE: f32 = 1000.0;
/// The space between two arcs, as a fraction of the ring.
const GAP: f32 = 0.012;

/// The ring of the current session. The texts beside it say the same, so screen readers skip it.
#[component]
pub(crate) fn SessionRing() -> impl IntoView {
    let session = use_session();
    let timeline = session.signals().timeline;
    // The eye can't see less than a second on a ring.
    let second = session.select(|view| view.position.as_secs());
    let position = Signal::derive(move || Millis::secs(second.get().unwrap_or_default()));
    let arcs = move || {
        timeline.get().map(|timeline| {
            let arcs = arcs(&timeline).into_iter();
            arcs.map(|arc| view! { <StepArc arc position/> }).collect_view()
        })
    };
    view! {
        <svg class="ring" aria-hidden="true">
            {arcs}
        </svg>
    }
}

/// The arc of a step and its track.
#[component]
fn StepArc(
    /// The arc.
    arc: Arc,
    /// The position of the session.
    position: Signal<Millis>,
) -> impl IntoView {
    let state = Memo::new(move |_| arc.state(position.get()));
    let class = move || match state.get() {
        ArcState::Ahead => "ring__arc ring__arc--ahead",
        ArcState::Now(_) => "ring__arc ring__arc--now",
        ArcState::Done => "ring__arc ring__arc--done",
    };
    let shown = move || match state.get() {
        ArcState::Ahead => 0.0,
        ArcState::Now(part) => arc.whole * part,
        ArcState::Done => arc.whole,
    };
    // A dash begins where the arc does: the pattern is shifted back by what is before it.
    let offset = short(-arc.from * OUTLINE);
    view! {
        <rect
            class="ring__track"
            width="100%"
            height="100%"
            pathLength=OUTLINE
            stroke-dasharray=dash(arc.whole)
            stroke-dashoffset=offset.clone()
        ></rect>
        <rect
            class=class
            width="100%"
            height="100%"
            pathLength=OUTLINE
            stroke-dasharray=move || dash(shown())
            stroke-dashoffset=offset
        ></rect>
    }
}

/// The arc of a step.
#[derive(Clone, Copy, Debug)]
struct Arc {
    start: Millis,
    end: Millis,
    /// Where it begins, as a fraction of the ring, clockwise from the upper left corner.
    from: f32,
    /// Its length, as a fraction of the ring.
    whole: f32,
}

/// The progress of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
enum ArcState {
    Ahead,
    /// This fraction of it is done.
    Now(f32),
    Done,
}

impl Arc {
    /// The progress of the step at a position.
    fn state(self, position: Millis) -> ArcState {
        if position <= self.start {
            ArcState::Ahead
        } else if position >= self.end {
            ArcState::Done
        } else {
            ArcState::Now(part(position - self.start, self.end - self.start))
        }
    }
}

/// The arcs of a timeline's steps.
fn arcs(timeline: &Timeline) -> Vec<Arc> {
    let count = timeline.step_count();
    let gap = match u16::try_from(count) {
        Ok(count) if count > 1 => GAP.min(0.3 / f32::from(count)),
        _ => 0.0,
    };
    let arc = |step| {
        let start = timeline.step_start(step).unwrap_or_default();
        let end = timeline.step_start(step + 1).unwrap_or(timeline.total);
        Arc {
            start,
            end,
            from: part(start, timeline.total) + gap / 2.0,
            whole: (part(end - start, timeline.total) - gap).max(0.001),
        }
    };
    (0..count).map(arc).collect()
}

/// `length` as a fraction of `whole`.
#[expect(
    clippy::cast_precision_loss,
    reason = "a hundredth of a ring is thousands of seconds wide"
)]
fn part(length: Millis, whole: Millis) -> f32 {
    length.0 as f32 / whole.0.max(1) as f32
}

/// The dash pattern that covers a fraction of the ring and leaves the rest blank.
fn dash(part: f32) -> String {
    format!("{} {}", short(part * OUTLINE), short(OUTLINE))
}

fn short(value: f32) -> String {
    let mut text = String::new();
    write_number(&mut text, value);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, next_frame};
    use crate::state::testing::{set_moment, show_with_session};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn an_arc_grows_with_its_step() {
        let arc = Arc { start: Millis::secs(10), end: Millis::secs(50), from: 0.1, whole: 0.4 };
        assert_eq!(arc.state(Millis::secs(10)), ArcState::Ahead);
        assert_eq!(arc.state(Millis::secs(20)), ArcState::Now(0.25));
        assert_eq!(arc.state(Millis::secs(50)), ArcState::Done);
    }

    #[wasm_bindgen_test]
    async fn each_step_has_an_arc_and_only_the_current_one_is_marked() {
        let (session, mounted) = show_with_session("morning-mobility", || view! { <SessionRing/> });
        let timeline = session.signals().timeline.get_untracked().unwrap();
        let count = |class: &str| elements(&format!("main {class}")).len();
        assert_eq!(count(".ring__track"), timeline.step_count());
        assert_eq!(count(".ring__arc--ahead"), timeline.step_count());
        let second = timeline.step_start(1).unwrap();
        set_moment(&session, |view| view.position = second + Millis::secs(2));
        next_frame().await;
        assert_eq!((count(".ring__arc--done"), count(".ring__arc--now")), (1, 1));
        session.leave();
        next_frame().await;
        assert_eq!(count(".ring rect"), 0);
        drop(mounted);
    }
}
