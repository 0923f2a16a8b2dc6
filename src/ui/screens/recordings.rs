//! Your own voice: what a session says, line by line, to be recorded and heard.

use leptos::prelude::{Get, With};

use crate::app::App;
use crate::app::recordings::{Microphone, Studio, Told, parts_of};
use crate::app::route::Route;
use crate::dom::{Element, Fragment, el, switch, when};
use crate::domain::catalog::routines;
use crate::domain::routine::Routine;
use crate::domain::settings::Settings;
use crate::ui::components::button::{button, link};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::later::LaterScreen;
use crate::ui::components::title::title;
use crate::words::{self, Key, fill, text};

/// The lines of a routine; without one, a choice of routines.
pub(crate) fn recordings(app: App, slug: String) -> LaterScreen {
    Box::new(move || match app.routine(&slug) {
        Some(routine) => page(app, routine),
        None => choice(app),
    })
}

/// From which session the lines are to be.
fn choice(app: App) -> Fragment {
    let rows = routines().map(|routine| {
        let row = el("a", "card card--link")
            .attribute("href", &Route::Recordings(routine.slug.to_string()).href())
            .child(el("span", "card__words").text(words::routine_name(&routine.slug)))
            .child(icon(Icon::Chevron));
        el("li", "").child(row)
    });
    head(app)
        .child(el("h2", "").text(text(Key::RecordingsChoose)))
        .child(el("ul", "list").children(rows))
        .child(link("button", &Route::Settings.href(), Key::SettingsBack))
}

fn head(app: App) -> Fragment {
    Fragment::new()
        .child(title(app, text(Key::RecordingsTitle)))
        .child(el("p", "").text(text(Key::RecordingsLead)))
        .child(when(
            move || !app.settings.with(Settings::speaks_in_track),
            || el("p", "soft").text(text(Key::RecordingsNotHeard)).into(),
        ))
}

fn page(app: App, routine: &'static Routine) -> Fragment {
    let back = Route::Routine(routine.slug.to_string());
    let head = head(app).child(el("h2", "").text(words::routine_name(&routine.slug))).child(link(
        "link",
        &back.href(),
        Key::RecordingsBack,
    ));
    if !Studio::is_possible() {
        return head.child(el("p", "").text(text(Key::RecordingsNone)));
    }
    let studio = Studio::new(app, parts_of(app, routine));
    let (kept, count) = (studio.kept, studio.words.len());
    let progress = move || {
        let kept = kept.with(|kept| kept.iter().filter(|is_kept| **is_kept).count());
        fill(Key::RecordingsProgress, &[("n", &kept.to_string()), ("all", &count.to_string())])
    };
    let rows = (0..count).map(|place| row(app, &studio, place));
    head.child(el("p", "soft").live_text(progress))
        .child(el("p", "").attribute("role", "status").live_text(move || {
            let says = app.is_under_way().then(|| text(Key::RecordingsInSession));
            says.unwrap_or_default().to_owned()
        }))
        .child(el("ol", "list").children(rows))
}

/// What happens to a line, and what can be undone of it.
fn told(app: App, studio: Studio, place: usize) -> Fragment {
    let (told, microphone) = (studio.told, studio.microphone);
    let of_line = move || told.get().filter(|(of, _)| *of == place).map(|(_, told)| told);
    switch(
        move || (of_line(), microphone.get()),
        move |(told, microphone)| {
            let says = match (microphone, told) {
                (Microphone::Busy(of), _) if *of == place => Key::RecordingsWait,
                (Microphone::On(of), _) if *of == place => Key::RecordingsSpeak,
                (_, None) => return Fragment::new(),
                (_, Some(told)) => words_of(*told),
            };
            let says = el("p", "").text(text(says));
            let undo = match told {
                Some(Told::Deleted) => Key::RecordingsUndo,
                Some(Told::Replaced) => Key::RecordingsOldBack,
                _ => return says.into(),
            };
            let studio = studio.clone();
            let undo = button("button", undo, move || {
                studio.undo();
                // The button is gone then.
                app.focus_one(record_of(place));
            });
            Fragment::new().child(says).child(undo)
        },
    )
}

/// The name by which the page knows the button that records a line.
fn record_of(place: usize) -> String {
    format!("record-{place}")
}

fn words_of(told: Told) -> Key {
    match told {
        Told::Kept => Key::RecordingsKept,
        Told::Replaced => Key::RecordingsReplaced,
        Told::Deleted => Key::RecordingsDeleted,
        Told::NotAllowed => Key::RecordingsNotAllowed,
        Told::NoMicrophone => Key::RecordingsNoMicrophone,
        Told::NothingHeard => Key::RecordingsNothingHeard,
        Told::NotKept => Key::RecordingsNotKept,
        Told::Damaged => Key::RecordingsDamaged,
    }
}

fn row(app: App, studio: &Studio, place: usize) -> Element {
    let (kept, microphone) = (studio.kept, studio.microphone);
    let is_kept = move || kept.with(|kept| kept[place]);
    let is_on = move || microphone.get() == Microphone::On(place);
    let id = format!("line-{place}");
    let record = {
        let studio = studio.clone();
        el("button", "button")
            .live_text(move || {
                let words = match (is_on(), is_kept()) {
                    (true, _) => Key::RecordingsStop,
                    (false, true) => Key::RecordingsAgain,
                    (false, false) => Key::RecordingsRecord,
                };
                text(words).to_owned()
            })
            .live_class("button--main", is_on)
            .live_flag("disabled", move || {
                app.is_under_way() || !(is_on() || microphone.get() == Microphone::Off)
            })
            .on_click(move || match studio.microphone.get() {
                Microphone::On(_) => studio.finish(),
                _ => studio.begin(place),
            })
    };
    let kept = {
        let (studio, id) = (studio.clone(), id.clone());
        when(is_kept, move || {
            let (listens, deletes) = (studio.clone(), studio.clone());
            let is_busy = move || app.is_under_way() || microphone.get() != Microphone::Off;
            let listen = button("button", Key::RecordingsListen, move || listens.listen(place));
            let delete = button("button button--quiet", Key::RecordingsDelete, move || {
                deletes.delete(place);
                // The button goes with what it deletes.
                app.focus_one(record_of(place));
            });
            let both = [listen, delete].map(|button| {
                button.attribute("aria-describedby", &id).live_flag("disabled", is_busy)
            });
            both.into_iter().collect()
        })
    };
    el("li", "card")
        .child(el("p", "").attribute("id", &id).text(&studio.words[place]))
        .child(
            el("div", "row")
                .child(record.attribute("id", &record_of(place)).attribute("aria-describedby", &id))
                .child(kept),
        )
        .child(el("div", "").attribute("role", "status").child(told(app, studio.clone(), place)))
}
