//! The offer to go on with a session that was interrupted.

use super::button::{button, main_button};
use super::later::LaterScreen;
use crate::app::App;
use crate::dom::{Fragment, el, region};
use crate::words::{self, Key, fill, text};

/// The offer, while there is one.
pub(crate) fn resume(app: App) -> LaterScreen {
    Box::new(move || {
        region(move || {
            let offer = app.interrupted.with(|beat| {
                // One of the library goes on once that is open.
                beat.as_ref().filter(|beat| app.knows(&beat.routine)).map(|beat| {
                    let name = words::routine_name(&beat.routine);
                    let left = beat.snapshot.as_ref().map(|snapshot| snapshot.left(beat.planned));
                    let left = left.unwrap_or_default().to_string();
                    fill(Key::TodayResumeBody, &[("routine", name), ("left", &left)])
                })
            });
            let Some(offer) = offer else { return Fragment::new() };
            let answers = el("div", "row")
                .child(main_button(Key::TodayResume, move || app.resume_interrupted()))
                .child(button("button", Key::TodayResumeEnd, move || app.end_interrupted()));
            el("section", "card resume")
                .attribute("aria-labelledby", "resume-title")
                .child(
                    el("h2", "").attribute("id", "resume-title").text(text(Key::TodayResumeTitle)),
                )
                .child(el("p", "").text(&offer))
                .child(el("p", "soft").text(text(Key::TodayResumeKept)))
                .child(answers)
                .into()
        })
    })
}
