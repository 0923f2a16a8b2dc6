//! How a session of another app is stored.

use crate::history::{Added, Entry, Kind, What};

use super::{App, Imported};

/// The entry for a session of another app: one that was added, noted when it was started, so that the same
/// table gives the same entries. What was practised there counts in full.
pub fn to_entry(app: App, session: &Imported) -> Entry {
    let name = match (app, &*session.activity) {
        (app, "") => app.name().to_owned(),
        (App::Unknot, activity) => activity.to_owned(),
        (app, activity) => format!("{activity} ({})", app.name()),
    };
    Entry::from(Kind::Added(Added {
        id: session.id.clone(),
        at: session.started,
        day: session.day,
        started: Some(session.started),
        what: What::OtherApp(name.chars().take(Added::LONGEST_APP).collect()),
        practised: session.practised,
        note: session.note.clone(),
    }))
}
