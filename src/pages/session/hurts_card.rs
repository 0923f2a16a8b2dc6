//! After a session: what hurt, and whether it is left out from now on.

use leptos::prelude::*;

use crate::components::labels;
use crate::components::sore_toggle::SoreToggle;
use crate::route::Route;
use crate::state::use_session;
use unknot_core::domain::routine::Hurt;
use unknot_core::i18n::{self, Key, fill, text};

/// The poses that hurt in the session, each with a toggle that leaves it out from now on; nothing if none did.
#[component]
pub(super) fn HurtsCard() -> impl IntoView {
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
