//! The background of a session (rain, waves and so on): rendered when it is chosen, a second at a time, and mixed into
//! every track.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::time_slice::TimeSliced;
use crate::services::session_runner::SessionRunner;
use unknot_core::domain::background::Background;
use unknot_core::domain::settings::Settings;
use unknot_soundtrack::{Ambience, AmbienceRenderer};

/// Renders the chosen background at its loudness, and passes it to the runner.
pub(crate) fn start(runner: Rc<SessionRunner>, settings: Signal<Settings>) {
    let chosen = Memo::new(move |_| {
        settings.with(|settings| (settings.background, settings.background_percent))
    });
    let rendering: RefCell<Option<TimeSliced>> = RefCell::default();
    Effect::new(move |previous: Option<()>| {
        let (background, percent) = chosen.get();
        rendering.take();
        if background == Background::Nothing || percent == 0 {
            // There is none to remove on the first run.
            if previous.is_some() {
                runner.set_ambience(Ambience::default());
            }
            return;
        }
        let (runner, mut renderer) =
            (runner.clone(), Some(AmbienceRenderer::new(background, percent)));
        rendering.replace(TimeSliced::run(move || {
            if renderer.as_mut().is_some_and(AmbienceRenderer::step) {
                return true;
            }
            if let Some(renderer) = renderer.take() {
                runner.set_ambience(renderer.finish());
            }
            false
        }));
    });
}
