//! The end of a session: what was practised, and that it is kept.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::app::use_app;
use crate::domain::time::Millis;
use crate::session::Summary;
use crate::ui::components::title::Title;
use crate::ui::components::week::Week;
use crate::words::{Key, fill, text};

/// What a session came to.
#[component]
pub(crate) fn Done(
    /// The sum.
    summary: Summary,
) -> impl IntoView {
    let app = use_app();
    let title = match summary {
        Summary { finished: true, .. } => Key::DoneTitle,
        Summary { practised: Millis::ZERO, .. } => Key::DoneTitleNone,
        _ => Key::DoneTitlePartial,
    };
    let time = summary.practised.to_string();
    let leave = move |_| {
        app.leave_session();
        app.go_instead(&Route::Today);
    };
    view! {
        <div class="done">
            <Title text=text(title)/>
            <p class="done__time">{fill(Key::DonePractised, &[("time", &time)])}</p>
            <section class="card"><Week/></section>
            {(!app.abilities().installed).then(|| view! {
                <p class="soft">{text(Key::DoneInstallHint)}</p>
            })}
            <button class="button button--main" on:click=leave>{text(Key::DoneToToday)}</button>
        </div>
    }
}
