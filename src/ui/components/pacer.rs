//! A disc that breathes: it grows as one breathes in, stays while the breath is held, and shrinks as one breathes out.

use std::cell::RefCell;

use crate::app::App;
use crate::dom::{Element, Glide, el, follow};
use crate::domain::time::Millis;
use crate::session::{Breath, Phase};
use crate::ui::components::later::LaterScreen;

/// How large it is with full lungs, and with empty ones.
const FULL: &str = "scale(1)";
const EMPTY: &str = "scale(0.4)";

/// The disc of the session on the stage; nothing for who has asked for less motion.
pub(crate) fn pacer(app: App) -> LaterScreen {
    Box::new(move || disc(app).into())
}

fn disc(app: App) -> Element {
    let disc = el("div", "pacer").attribute("aria-hidden", "true");
    if app.wants_less_motion() {
        disc.show(false);
        return disc;
    }
    let gliding = RefCell::new(None::<(usize, Breath, Glide)>);
    let it = disc.clone();
    follow(move || {
        let now = app.stage.view.with(|view| *view).and_then(|view| {
            let breath = app.stage.timeline.with(|timeline| {
                Breath::at(timeline.as_ref()?.segments.get(view.segment)?, view.elapsed)
            })?;
            Some((view, breath))
        });
        it.show(now.is_some());
        let mut gliding = gliding.borrow_mut();
        let Some((view, breath)) = now else {
            *gliding = None;
            return;
        };
        let is_same = gliding
            .as_ref()
            .is_some_and(|(segment, last, _)| (*segment, *last) == (view.segment, breath));
        if !is_same {
            let size = |is_full| if is_full { FULL } else { EMPTY };
            let (from, to) = (size(breath.from_full), size(breath.to_full));
            let glide = it.glide(from, to, millis(breath.length));
            // The one before is dropped after this one has begun, so that nothing jumps.
            *gliding = Some((view.segment, breath, glide));
        }
        if let Some((_, _, glide)) = &*gliding {
            let since = millis(view.elapsed - breath.start);
            if view.phase == Phase::Running { glide.go(since) } else { glide.stand(since) }
        }
    });
    disc
}

fn millis(time: Millis) -> f64 {
    f64::from(time.0)
}
