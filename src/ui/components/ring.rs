//! The ring of a whole session: one arc a step, done and now told apart.

use std::f32::consts::TAU;
use std::sync::Arc;

use crate::app::App;
use crate::dom::{Element, Fragment, follow, svg, switch};
use crate::domain::time::Millis;
use crate::figure::number;
use crate::timeline::Timeline;

const RADIUS: f32 = 46.0;
/// Space between two arcs, as a part of the whole ring.
const GAP: f32 = 0.012;

/// The ring of the session on the stage. What it shows is also said in words beside it.
pub(crate) fn ring(app: App) -> Element {
    // A timeline that was made longer is another one; the same one is never made anew.
    let which = move || app.stage.timeline.get().map(ByAddress);
    svg("svg", "ring").attribute("viewBox", "0 0 100 100").attribute("aria-hidden", "true").child(
        switch(which, move |timeline| {
            timeline.as_ref().map_or_else(Fragment::new, |found| arcs(app, &found.0))
        }),
    )
}

struct ByAddress(Arc<Timeline>);

impl PartialEq for ByAddress {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The arc of a step.
struct Step {
    start: Millis,
    end: Millis,
    /// Its part of the ring.
    whole: f32,
    arc: Element,
}

impl Step {
    fn show(&self, at: Millis) {
        let done = at.saturating_sub(self.start).min(self.end - self.start);
        let class = if done.is_zero() {
            "ring__arc ring__arc--ahead"
        } else if at >= self.end {
            "ring__arc ring__arc--done"
        } else {
            "ring__arc ring__arc--now"
        };
        let part = part(done, self.end - self.start);
        self.arc.set("class", class);
        self.arc.set("stroke-dasharray", &dash(self.whole * part));
    }
}

fn arcs(app: App, timeline: &Timeline) -> Fragment {
    let count = timeline.step_count();
    let gap = match u16::try_from(count) {
        Ok(count) if count > 1 => GAP.min(0.3 / f32::from(count)),
        _ => 0.0,
    };
    let mut nodes = Fragment::new();
    let mut steps = Vec::with_capacity(count);
    for step in 0..count {
        let start = timeline.step_start(step).unwrap_or_default();
        let end = timeline.step_start(step + 1).unwrap_or(timeline.total);
        let from = part(start, timeline.total) + gap / 2.0;
        let whole = (part(end - start, timeline.total) - gap).max(0.001);
        let turn = format!("rotate({} 50 50)", short(from * 360.0 - 90.0));
        let circle = |class| {
            svg("circle", class)
                .attribute("cx", "50")
                .attribute("cy", "50")
                .attribute("r", &short(RADIUS))
                .attribute("transform", &turn)
        };
        let arc = circle("");
        nodes = nodes
            .child(circle("ring__track").attribute("stroke-dasharray", &dash(whole)))
            .child(&arc);
        steps.push(Step { start, end, whole, arc });
    }
    let mut shown = None;
    follow(move || {
        // A second's step is finer than the eye sees on a ring.
        let at = app.stage.view.with(|view| view.map(|view| Millis::secs(view.position.as_secs())));
        if let Some(at) = at
            && shown != Some(at)
        {
            shown = Some(at);
            for step in &steps {
                step.show(at);
            }
        }
    });
    nodes
}

/// So large a part of `whole`.
#[expect(
    clippy::cast_precision_loss,
    reason = "a hundredth of a ring is thousands of seconds wide"
)]
fn part(length: Millis, whole: Millis) -> f32 {
    length.0 as f32 / whole.0.max(1) as f32
}

/// A dash of so large a part of the ring, and nothing after it.
fn dash(part: f32) -> String {
    let round = TAU * RADIUS;
    format!("{} {}", short(part * round), short(round))
}

fn short(value: f32) -> String {
    let mut text = String::new();
    number(&mut text, value);
    text
}
