//! The ring of a whole session: one arc a step, done and now told apart.

use std::f64::consts::TAU;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::time::Millis;
use crate::session::View;
use crate::timeline::Timeline;

const RADIUS: f64 = 46.0;
/// Space between two arcs, as a part of the whole ring.
const GAP: f64 = 0.012;

/// The ring. What it shows is also said in words beside it.
#[component]
pub(crate) fn Ring(
    /// The timeline.
    timeline: Signal<Arc<Timeline>>,
    /// The moment.
    view: Signal<View>,
) -> impl IntoView {
    // A second's step is finer than the eye sees on a ring.
    let position = Memo::new(move |_| Millis::secs(view.get().position.as_secs()));
    let arcs = move || {
        let timeline = timeline.get();
        let count = timeline.step_count();
        let total = f64::from(timeline.total.0.max(1));
        let gap = if count > 1 { GAP.min(0.3 / to_f64(count)) } else { 0.0 };
        (0..count)
            .map(|step| {
                let start = timeline.step_start(step).unwrap_or_default();
                let end = timeline.step_start(step + 1).unwrap_or(timeline.total);
                let from = f64::from(start.0) / total + gap / 2.0;
                let whole = (f64::from((end - start).0) / total - gap).max(0.001);
                let part = move || {
                    let at = position.get();
                    let done = at.saturating_sub(start).min(end - start);
                    f64::from(done.0) / f64::from((end - start).0.max(1))
                };
                let class = move || {
                    let at = position.get();
                    if at >= end { "ring__arc ring__arc--done" } else { "ring__arc ring__arc--now" }
                };
                let turn = format!("rotate({:.2} 50 50)", from * 360.0 - 90.0);
                let track = dash(whole);
                let again = turn.clone();
                view! {
                    <circle class="ring__track" cx="50" cy="50" r=RADIUS stroke-dasharray=track transform=turn></circle>
                    <circle
                        class=class
                        class:ring__arc--ahead=move || part() <= 0.0
                        cx="50" cy="50" r=RADIUS
                        stroke-dasharray=move || dash(whole * part())
                        transform=again
                    ></circle>
                }
            })
            .collect::<Vec<_>>()
    };
    view! { <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">{arcs}</svg> }
}

/// A dash of so large a part of the ring, and nothing after it.
fn dash(part: f64) -> String {
    let round = TAU * RADIUS;
    format!("{:.2} {:.2}", part * round, round)
}

fn to_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
