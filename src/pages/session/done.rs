//! The end of a session: what was practised.

use leptos::prelude::*;

use crate::components::labels;
use crate::components::sore_toggle::SoreToggle;
use crate::components::title::Title;
use crate::components::week_card::WeekCard;
use crate::route::Route;
use crate::services::{dates, page};
use crate::state::{use_assets, use_navigation, use_session};
use unknot_core::domain::routine::Hurt;
use unknot_core::domain::time::Millis;
use unknot_core::history::Outcome;
use unknot_core::i18n::{self, Key, fill, text};
use unknot_core::session::Summary;

/// The result of a session.
#[component]
pub(super) fn Done(
    /// The result.
    summary: Summary,
) -> impl IntoView {
    let (assets, navigation, session) = (use_assets(), use_navigation(), use_session());
    let heading = heading(&summary);
    let practised = fill(Key::DonePractised, &[("time", &dates::rough_length(summary.practised))]);
    let to_today = move |_| {
        session.leave();
        navigation.replace(&Route::Today);
    };
    view! {
        <div class="done">
            <Title heading=text(heading)/>
            <p class="done__time">{practised}</p>
            {(heading == Key::DoneTitleShort)
                .then(|| view! { <p class="soft">{text(Key::DoneShort)}</p> })}
            // Their texts come with the library.
            <Show when=move || assets.has_library()>
                <HurtsCard/>
                <WeekCard/>
            </Show>
            {(!page::is_installed())
                .then(|| view! { <p class="soft">{text(Key::DoneInstallHint)}</p> })}
            <button class="button button--main" on:click=to_today>
                {text(Key::DoneToToday)}
            </button>
        </div>
    }
}

fn heading(summary: &Summary) -> Key {
    let counts = Outcome::EndedEarly.counts(summary.practised, summary.planned);
    match summary {
        Summary { finished: true, .. } => Key::DoneTitle,
        Summary { practised: Millis::ZERO, .. } => Key::DoneTitleNone,
        _ if counts => Key::DoneTitlePartial,
        _ => Key::DoneTitleShort,
    }
}

/// The poses that hurt in the session, each with a toggle that leaves it out from now on; nothing if none did.
#[component]
fn HurtsCard() -> impl IntoView {
    let hurts = use_session().hurts();
    (!hurts.is_empty()).then(|| {
        let rows = hurts.into_iter().map(|hurt| view! { <HurtRow hurt/> }).collect_view();
        view! {
            <section class="card">
                <h2>{text(Key::HurtAfter)}</h2>
                <ul class="list">{rows}</ul>
                <p class="soft">{text(Key::HurtNotAgainHint)}</p>
                <a class="link" href=Route::Safety.href()>
                    {text(Key::HurtSafety)}
                </a>
            </section>
        }
    })
}

/// A pose that hurt, with a toggle that leaves it out from now on.
#[component]
fn HurtRow(hurt: Hurt) -> impl IntoView {
    let label = fill(Key::HurtNotAgain, &[("pose", i18n::pose(hurt.pose).name)]);
    view! {
        <li>
            <p>{labels::hurt(hurt)}</p>
            <SoreToggle pose=hurt.pose label/>
        </li>
    }
}
