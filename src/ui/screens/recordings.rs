//! Your own voice: what a session says, line by line, to be recorded and heard.

use leptos::prelude::{Get, GetUntracked, With};

use crate::app::App;
use crate::app::recordings::studio::{Doing, State, Studio, Told, Undo};
use crate::app::recordings::{left_over, parts_of};
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
    let left = left_over();
    head(app, text(Key::RecordingsTitle), &Route::Settings, Key::SettingsBack)
        .child(el("h2", "").text(text(Key::RecordingsChoose)))
        .child(el("ul", "list").children(rows))
        .child(switch(
            move || left.get(),
            move |words| {
                if words.is_empty() { Fragment::new() } else { left_lines(app, words.clone()) }
            },
        ))
}

/// Recordings that no session says any more, to be heard and deleted.
fn left_lines(app: App, words: Vec<String>) -> Fragment {
    Fragment::new()
        .child(el("h2", "").text(text(Key::RecordingsLeft)))
        .child(el("p", "").text(text(Key::RecordingsLeftLead)))
        .child(lines(app, &Studio::new(app, words)))
}

fn head(app: App, heading: &str, back: &Route, name: Key) -> Fragment {
    Fragment::new()
        .child(link("link link--back", &back.href(), name))
        .child(title(app, heading))
        .child(el("p", "").text(text(Key::RecordingsLead)))
        .child(when(
            move || !app.settings.with(Settings::speaks_in_track),
            || el("p", "soft").text(text(Key::RecordingsNotHeard)).into(),
        ))
}

fn page(app: App, routine: &'static Routine) -> Fragment {
    let heading = fill(Key::RecordingsOf, &[("name", words::routine_name(&routine.slug))]);
    let head = head(app, &heading, &Route::Recordings(String::new()), Key::RecordingsBack);
    if !Studio::is_possible() {
        return head.child(el("p", "").text(text(Key::RecordingsNone)));
    }
    let studio = Studio::new(app, parts_of(app, routine));
    let (states, count) = (studio.states, studio.words.len());
    let progress = move || {
        let is_kept = |state: &&State| **state != State::Empty;
        let kept = states.with(|states| states.iter().filter(is_kept).count());
        fill(Key::RecordingsProgress, &[("n", &kept.to_string()), ("all", &count.to_string())])
    };
    head.child(el("p", "soft").live_text(progress)).child(lines(app, &studio))
}

/// Each line, with what can be done with it.
fn lines(app: App, studio: &Studio) -> Fragment {
    let has_failed = studio.has_failed;
    let warning = move || {
        let says = if app.is_under_way() {
            Key::RecordingsInSession
        } else if has_failed.get() {
            Key::SettingsSoundFailed
        } else {
            return String::new();
        };
        text(says).to_owned()
    };
    let rows = (0..studio.words.len()).map(|place| row(app, studio, place));
    Fragment::new()
        .child(el("p", "").attribute("role", "status").live_text(warning))
        .child(el("ol", "list").children(rows))
}

fn row(app: App, studio: &Studio, place: usize) -> Element {
    let (states, doing) = (studio.states, studio.doing);
    let is_mine = move || doing_with(doing.get()) == Some(place);
    let id = format!("line-{place}");
    let record = {
        let studio = studio.clone();
        el("button", "button")
            .attribute("id", &record_of(place))
            .attribute("aria-describedby", &id)
            .live_text(move || {
                let is_empty = states.with(|states| states[place] == State::Empty);
                let words = match doing.get() {
                    Doing::Asking(of) | Doing::Hearing(of) if of == place => Key::RecordingsStop,
                    _ if is_empty => Key::RecordingsRecord,
                    _ => Key::RecordingsAgain,
                };
                text(words).to_owned()
            })
            .live_class("button--main", move || doing.get() == Doing::Hearing(place))
            // Not the one that was pressed: the focus would fall off it.
            .live_flag("disabled", move || {
                app.is_under_way() || (doing.get() != Doing::Nothing && !is_mine())
            })
            .on_click(move || match studio.doing.get_untracked() {
                Doing::Nothing => studio.begin(place),
                _ => studio.finish(),
            })
    };
    let is_kept = move || states.with(|states| states[place] != State::Empty) && !is_mine();
    let kept = {
        let (studio, id) = (studio.clone(), id.clone());
        when(is_kept, move || kept(app, &studio, place, &id))
    };
    el("li", "card")
        .child(el("p", "").attribute("id", &id).text(&studio.words[place]))
        .child(el("div", "").attribute("role", "status").child(told(studio, place)))
        .child(when(
            move || doing.get() == Doing::Hearing(place),
            // Nothing is read out into the recording.
            || el("p", "").text(text(Key::RecordingsSpeak)).into(),
        ))
        .child(el("div", "row").child(record).child(kept).child(undo(app, studio, place)))
}

/// What can be done with a recording.
fn kept(app: App, studio: &Studio, place: usize, id: &str) -> Fragment {
    let (states, doing, playing) = (studio.states, studio.doing, studio.playing);
    let (listens, deletes) = (studio.clone(), studio.clone());
    let is_busy = move || app.is_under_way() || doing.get() != Doing::Nothing;
    let is_played = move || playing.get() == Some(place);
    let listen = el("button", "button")
        .live_text(move || {
            text(if is_played() { Key::RecordingsStop } else { Key::RecordingsListen }).to_owned()
        })
        .live_flag("disabled", move || {
            is_busy() || states.with(|states| states[place] != State::Kept)
        })
        .on_click(move || {
            if listens.playing.get_untracked() == Some(place) {
                listens.be_silent();
            } else {
                listens.listen(place);
            }
        });
    let delete = button("button button--quiet", Key::RecordingsDelete, move || {
        deletes.delete(place);
        // The button goes with what it deletes.
        app.focus_one(record_of(place));
    })
    .live_flag("disabled", is_busy);
    [listen, delete].into_iter().map(|button| button.attribute("aria-describedby", id)).collect()
}

/// Brings back what was there before.
fn undo(app: App, studio: &Studio, place: usize) -> Fragment {
    let (undo, doing, studio) = (studio.undo, studio.doing, studio.clone());
    let of_line = move || undo.get().filter(|(of, _)| *of == place).map(|(_, undo)| undo);
    switch(of_line, move |undo| {
        let words = match undo {
            None => return Fragment::new(),
            Some(Undo::Deleting) => Key::RecordingsUndo,
            Some(Undo::Replacing) => Key::RecordingsOldBack,
        };
        let studio = studio.clone();
        button("button button--quiet", words, move || {
            studio.undo();
            // The button goes, too.
            app.focus_one(record_of(place));
        })
        .live_flag("disabled", move || app.is_under_way() || doing.get() != Doing::Nothing)
        .into()
    })
}

/// What is said of a line.
fn told(studio: &Studio, place: usize) -> Fragment {
    let (told, states, doing) = (studio.told, studio.states, studio.doing);
    let of_line = move || told.get().filter(|(of, _)| *of == place).map(|(_, told)| told);
    let says = move || match (doing.get(), of_line()) {
        (Doing::Asking(of) | Doing::Writing(of), _) if of == place => Some(Key::RecordingsWait),
        (Doing::Hearing(of), _) if of == place => None,
        (_, Some(told)) => Some(words_of(told)),
        _ => {
            let is_damaged = states.with(|states| states[place] == State::Damaged);
            is_damaged.then_some(Key::RecordingsDamaged)
        }
    };
    switch(says, |says| match says {
        Some(says) => el("p", "").text(text(*says)).into(),
        None => Fragment::new(),
    })
}

fn words_of(told: Told) -> Key {
    match told {
        Told::Kept => Key::RecordingsKept,
        Told::Replaced => Key::RecordingsReplaced,
        Told::Deleted => Key::RecordingsDeleted,
        Told::Back => Key::RecordingsBroughtBack,
        Told::NotAllowed => Key::RecordingsNotAllowed,
        Told::NoMicrophone => Key::RecordingsNoMicrophone,
        Told::NothingHeard => Key::RecordingsNothingHeard,
        Told::Interrupted => Key::RecordingsInterrupted,
        Told::NotKept => Key::RecordingsNotKept,
        Told::NotDeleted => Key::RecordingsNotDeleted,
    }
}

/// The line with which something goes on.
fn doing_with(doing: Doing) -> Option<usize> {
    match doing {
        Doing::Nothing => None,
        Doing::Asking(place) | Doing::Hearing(place) | Doing::Writing(place) => Some(place),
    }
}

/// The name by which the page knows the button that records a line.
fn record_of(place: usize) -> String {
    format!("record-{place}")
}
