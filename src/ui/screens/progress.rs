//! Progress: the week, the sum, and every session, newest first.

use leptos::prelude::{Get, RwSignal, Set};

use crate::app::{App, dates};
use crate::dom::{Element, Fragment, el, region};
use crate::history::{EntryId, Log, Outcome, Record, by_day, statistics};
use crate::ui::components::button::{button, icon_button};
use crate::ui::components::icon::Icon;
use crate::ui::components::later::LaterScreen;
use crate::ui::components::title::title;
use crate::ui::components::week::week_card;
use crate::ui::screens::hurt::told;
use crate::words::{self, Key, PluralKey, fill, plural, text};

/// What was practised.
pub(crate) fn progress(app: App) -> LaterScreen {
    Box::new(move || page(app))
}

fn page(app: App) -> Fragment {
    let undo = RwSignal::new(None::<EntryId>);
    let offer_undo = region(move || match undo.get() {
        Some(deletion) => undo_notice(app, deletion, undo).into(),
        None => Fragment::new(),
    });
    Fragment::new()
        .child(title(app, text(Key::ProgressTitle)))
        .child(week_card(app).child(el("p", "soft").text(text(Key::ProgressRestWelcome))))
        .child(el("div", "").attribute("role", "status").child(offer_undo))
        .child(el("h2", "").text(text(Key::ProgressSessions)))
        .child(region(move || app.log.with(|log| sessions(app, log, undo))))
}

fn sessions(app: App, log: &Log, undo: RwSignal<Option<EntryId>>) -> Fragment {
    let sessions = log.sessions();
    if sessions.is_empty() {
        return el("p", "soft").text(text(Key::ProgressEmpty)).into();
    }
    let all = statistics(&sessions, app.today()).all;
    let minutes = u32::try_from(all.minutes()).unwrap_or(u32::MAX);
    let sum = format!(
        "{}: {}, {}",
        text(Key::ProgressTotal),
        plural(PluralKey::ProgressCount, all.sessions),
        plural(PluralKey::ProgressMinutes, minutes)
    );
    let mut list = Fragment::new().child(el("p", "soft").text(&sum));
    for group in by_day(&sessions) {
        let rows = group.sessions.iter().map(|record| row(app, record, undo));
        list = list
            .child(el("h3", "day-heading").text(&dates::long_day(group.day)))
            .child(el("ul", "list").children(rows));
    }
    list
}

fn row(app: App, record: &Record, undo: RwSignal<Option<EntryId>>) -> Element {
    let name = words::routine_name(&record.routine);
    let outcome = text(match record.outcome {
        Outcome::Finished => Key::ProgressFinished,
        Outcome::EndedEarly => Key::ProgressEndedEarly,
        Outcome::Interrupted => Key::ProgressInterrupted,
    });
    let time = dates::clock_time(record.started);
    let about = format!("{time} · {} · {outcome}", record.practised);
    let label = format!("{} {name}, {time}", text(Key::ProgressDelete));
    let id = record.id.clone();
    let facts = el("div", "")
        .child(el("p", "").child(el("strong", "").text(name)))
        .child(el("p", "soft").text(&about));
    let facts = if record.hurts.is_empty() {
        facts
    } else {
        let hurts: Vec<_> = record.hurts.iter().copied().map(told).collect();
        facts.child(el("p", "soft").text(&fill(Key::HurtRecord, &[("poses", &hurts.join("; "))])))
    };
    el("li", "session-row").child(facts).child(icon_button(Icon::Close, &label, move || {
        undo.set(app.delete(&id));
        // The button that had the focus is gone.
        app.focus("undo");
    }))
}

/// What was removed by a slip comes back.
fn undo_notice(app: App, deletion: EntryId, undo: RwSignal<Option<EntryId>>) -> Element {
    let bring_back = move || {
        app.undo_delete(deletion.clone());
        undo.set(None);
        app.focus("title");
    };
    let back =
        button("button button--quiet", Key::ProgressUndo, bring_back).attribute("id", "undo");
    el("div", "notice").child(el("p", "").text(text(Key::ProgressDeleted))).child(back)
}
