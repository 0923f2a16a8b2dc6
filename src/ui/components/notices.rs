//! What has to be told beside the screen: quietly, above it, until it is closed.

use super::button::{button, icon_button};
use super::icon::Icon;
use crate::app::notice::Notice;
use crate::app::route::Route;
use crate::app::{App, Arrival};
use crate::dom::{Element, Fragment, el, switch};
use crate::words::{Key, text};

/// The notices. In a session, and before the first one, only what
/// endangers its record is shown.
pub(crate) fn notices(app: App) -> Element {
    let shown = move || {
        let (in_session, on_today) = app
            .route
            .with(|route| (matches!(route, Route::Session { .. }), *route == Route::Today));
        let is_new_here = app.settings.with(|settings| !settings.safety_read);
        let is_shown = |notice: &Notice| match notice {
            Notice::UpdateReady => !in_session && !is_new_here,
            Notice::OfflineReady => on_today && !is_new_here,
            // What is to be said of them comes with the library.
            Notice::Damaged | Notice::Newer => app.shelf.library() == Arrival::Here,
            _ => true,
        };
        app.notices.with(|notices| notices.iter().copied().filter(is_shown).collect::<Vec<_>>())
    };
    el("div", "notices").attribute("role", "status").child(switch(shown, move |shown| {
        shown.iter().map(|&notice| row(app, notice)).collect::<Fragment>()
    }))
}

fn row(app: App, notice: Notice) -> Element {
    let row = el("div", "notice").child(el("p", "").text(text(notice.text())));
    let row = if notice == Notice::UpdateReady {
        row.child(button("button button--quiet", Key::NewsUpdateNow, move || app.update()))
    } else {
        row
    };
    row.child(icon_button(Icon::Close, text(Key::NoticeDismiss), move || {
        app.notices.update(|notices| notices.retain(|other| *other != notice));
    }))
}
