//! Learning: short pages on back pain and its treatments, each statement with its sources.

mod link_card;
mod topic;

use leptos::prelude::*;

use self::topic::Topic;
use super::missing::Missing;
use crate::components::title::Title;
use crate::route::Route;
use unknot_core::i18n::learn::{Group, pages};
use unknot_core::i18n::{Key, text};

/// The list of topics.
#[component]
pub(crate) fn LearnPage() -> impl IntoView {
    let groups = Group::ALL.map(|group| view! { <TopicGroup group/> });
    view! {
        <Title heading=text(Key::LearnPageTitle)/>
        <p>{text(Key::LearnPageLead)}</p>
        {groups.collect_view()}
        <a class="button" href=Route::Safety.href()>
            {text(Key::LearnPageSafety)}
        </a>
        <p class="soft">{text(Key::LearnPageInfo)}</p>
    }
}

/// The topics of a group, as links to their pages.
#[component]
fn TopicGroup(group: Group) -> impl IntoView {
    let heading = text(match group {
        Group::Pain => Key::LearnPagePain,
        Group::First => Key::LearnPageFirst,
        Group::Daily => Key::LearnPageDaily,
        Group::Offered => Key::LearnPageOffered,
        Group::App => Key::LearnPageApp,
    });
    let topics = pages().filter(|page| page.group == group).map(|page| {
        view! {
            <li>
                <a class="card card--link" href=Route::LearnTopic(page.slug.to_owned()).href()>
                    <div class="card__words">
                        <h3>{page.title}</h3>
                        <p class="soft">{page.line}</p>
                    </div>
                </a>
            </li>
        }
    });
    view! {
        <h2>{heading}</h2>
        <ul class="list">{topics.collect_view()}</ul>
    }
}

/// The page of a topic, or a note that there is no such page.
#[component]
pub(crate) fn LearnTopic(
    /// The slug of the topic.
    slug: String,
) -> impl IntoView {
    match pages().find(|page| page.slug == slug) {
        Some(page) => view! { <Topic page/> }.into_any(),
        None => view! { <Missing what=Key::ErrorNowhere/> }.into_any(),
    }
}
