//! Learning: short pages on back pain and its treatments, each statement with its sources.

use leptos::prelude::*;

use super::missing::Missing;
use crate::components::source_list::{SourceList, Sources};
use crate::components::title::Title;
use crate::route::Route;
use unknot_core::i18n::learn::{Group, Guideline, Page, pages, stances, statements};
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
        Group::Offered => Key::LearnPageOffered,
        Group::Daily => Key::LearnPageDaily,
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

/// The statements on a topic, with their sources.
#[component]
fn Topic(page: Page) -> impl IntoView {
    let (statements, stances) = (statements(page.slug), stances(page.slug));
    let shown = [&page.lead].into_iter().chain(&statements);
    let sources = Sources::of(shown.chain(stances.iter().map(|(_, stance)| stance)));
    let paragraphs = statements.iter().map(|statement| view! { <p>{sources.cite(statement)}</p> });
    let stances: Vec<_> = stances
        .iter()
        .map(|(guideline, stance)| {
            let guideline = text(match guideline {
                Guideline::Acp => Key::LearnPageAcp,
                Guideline::Nice => Key::LearnPageNice,
                Guideline::Who => Key::LearnPageWho,
            });
            view! {
                <li>
                    <strong>{guideline}</strong>
                    <p>{sources.cite(stance)}</p>
                </li>
            }
        })
        .collect();
    let differ = (!page.differ.is_empty()).then(|| view! { <p>{page.differ}</p> });
    let guidelines = (!stances.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{text(Key::LearnPageStances)}</h2>
                {differ}
                <ul class="list">{stances}</ul>
            </section>
        }
    });
    view! {
        <a class="link link--back" href=Route::Learn.href()>
            {text(Key::LearnPageTitle)}
        </a>
        <Title heading=page.title/>
        <p>
            <strong>{sources.cite(&page.lead)}</strong>
        </p>
        {paragraphs.collect_view()}
        {guidelines}
        <SourceList sources/>
        <p class="soft">{text(Key::LearnPageInfo)}</p>
    }
}
