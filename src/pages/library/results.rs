//! What comes after the routines: ways to widen a search without results, and what else was found.

use leptos::prelude::*;

use super::criteria::name;
use crate::components::button::VanishingButton;
use crate::route::Route;
use crate::state::use_search;
use unknot_core::domain::routine::Routine;
use unknot_core::i18n::{self, Key, fill, text};

/// Ways to widen the search, if no routine was found.
#[component]
pub(super) fn NothingFound(
    /// What was found.
    #[prop(into)]
    found: Signal<Vec<&'static Routine>>,
) -> impl IntoView {
    view! {
        <Show when=move || found.with(Vec::is_empty)>
            <WaysToWiden/>
        </Show>
    }
}

#[component]
fn WaysToWiden() -> impl IntoView {
    let search = use_search();
    view! {
        // The signs are more important than what was not found.
        <Show when=move || !search.trouble().is_alarm>
            <p>{text(Key::FindNothing)}</p>
        </Show>
        <For
            each=move || search.criteria_to_drop()
            key=|criterion| name(*criterion)
            let(criterion)
        >
            <VanishingButton
                label=fill(Key::FindWithout, &[("what", name(criterion))])
                focus_next="title"
                on_press=move || search.toggle(criterion)
            />
        </For>
        <VanishingButton
            label=text(Key::FindAll)
            focus_next="title"
            on_press=move || search.clear()
        />
    }
}

/// Links to the pages of Learn that have the words of the text.
#[component]
pub(super) fn LearnResults() -> impl IntoView {
    let search = use_search();
    let pages = Memo::new(move |_| search.pages());
    view! {
        <Show when=move || !pages.with(Vec::is_empty)>
            <h2>{text(Key::FindRead)}</h2>
            <ul class="list">
                <For each=move || pages.get() key=|(slug, _)| *slug let((slug, title))>
                    <li>
                        <a class="card card--link" href=Route::LearnTopic(slug.to_owned()).href()>
                            {title}
                        </a>
                    </li>
                </For>
            </ul>
        </Show>
    }
}

/// Links to the poses whose names match the text.
#[component]
pub(super) fn PoseResults() -> impl IntoView {
    let search = use_search();
    let poses = Memo::new(move |_| search.poses());
    view! {
        <Show when=move || !poses.with(Vec::is_empty)>
            <h2>{text(Key::FindPoses)}</h2>
            <ul class="list">
                <For each=move || poses.get() key=|pose| *pose let(pose)>
                    <li>
                        <a class="card card--link" href=Route::Pose(pose.slug().to_owned()).href()>
                            {i18n::pose(pose).name}
                        </a>
                    </li>
                </For>
            </ul>
        </Show>
    }
}
