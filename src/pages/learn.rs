//! Learning: short pages on back pain and its treatments, each statement with its sources.

use leptos::prelude::*;

use super::missing::Missing;
use crate::components::figure::StillFigure;
use crate::components::source_list::{SourceList, Sources};
use crate::components::title::Title;
use crate::route::Route;
use unknot_core::domain::catalog::routine;
use unknot_core::i18n::learn::{Group, Guideline, Link, Page, Stance, Statement, Term, pages};
use unknot_core::i18n::{self, Key, fill, text};

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

/// The statements on a topic, with their sources, and what to do about it.
#[component]
fn Topic(page: Page) -> impl IntoView {
    let sources = Sources::of(page.statements());
    let paragraphs = page.says.iter().map(|statement| view! { <p>{sources.cite(statement)}</p> });
    view! {
        <a class="link link--back" href=Route::Learn.href()>
            {text(Key::LearnPageTitle)}
        </a>
        <Title heading=page.title/>
        <p>
            <strong>{sources.cite(&page.lead)}</strong>
        </p>
        {paragraphs.collect_view()}
        {cares(&page.cares, &sources)}
        {terms(&page.terms, &sources)}
        {guidelines(&page.stances, page.differ, &sources)}
        {to_try(&page.tries, &page.links, &sources)}
        <SourceList sources/>
        <p class="soft">{text(Key::LearnPageInfo)}</p>
    }
}

/// What to beware of. Nothing if there is nothing.
fn cares(cares: &[Statement], sources: &Sources) -> Option<impl IntoView + use<>> {
    let rows = cares.iter().map(|care| view! { <li>{sources.cite(care)}</li> });
    card(Key::LearnPageCare, "", rows.collect())
}

/// The words that people meet on the topic, and what they mean. Nothing if there are none.
fn terms(terms: &[Term], sources: &Sources) -> Option<impl IntoView + use<>> {
    let rows = terms.iter().map(|term| {
        view! {
            <li>
                <strong>{term.name}</strong>
                <p>{sources.cite(&term.means)}</p>
            </li>
        }
    });
    card(Key::LearnPageTerms, "", rows.collect())
}

/// What guidelines say, and how they differ. Nothing if they say nothing.
fn guidelines(
    stances: &[Stance],
    differ: &'static str,
    sources: &Sources,
) -> Option<impl IntoView + use<>> {
    let rows = stances.iter().map(|stance| {
        let guideline = text(match stance.guideline {
            Guideline::Acp => Key::LearnPageAcp,
            Guideline::Nice => Key::LearnPageNice,
            Guideline::Who => Key::LearnPageWho,
        });
        view! {
            <li>
                <strong>{guideline}</strong>
                <p>{sources.cite(&stance.statement)}</p>
            </li>
        }
    });
    card(Key::LearnPageStances, differ, rows.collect())
}

/// A card with a heading, a sentence unless it is empty, and a list. Nothing if the list is empty.
fn card<Row: IntoView + 'static>(
    heading: Key,
    sentence: &'static str,
    rows: Vec<Row>,
) -> Option<impl IntoView + use<Row>> {
    let sentence = (!sentence.is_empty()).then(|| view! { <p>{sentence}</p> });
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{text(heading)}</h2>
                {sentence}
                <ul class="list">{rows}</ul>
            </section>
        }
    })
}

/// What to do, step by step, and where to go from here.
fn to_try(tries: &[Statement], links: &[Link], sources: &Sources) -> impl IntoView + use<> {
    let steps = tries.iter().map(|step| view! { <li>{sources.cite(step)}</li> });
    let links = links.iter().map(|&link| view! { <LinkCard link/> });
    view! {
        <section class="card">
            <h2>{text(Key::LearnPageTry)}</h2>
            <ol class="plain-list">{steps.collect_view()}</ol>
        </section>
        {links.collect_view()}
    }
}

/// A link to a place in the app, with a picture if it leads to something to do.
#[component]
fn LinkCard(link: Link) -> impl IntoView {
    let (label, route) = destination(link);
    let pose = match link {
        Link::Routine(slug) => routine(slug).map(|routine| routine.emblem),
        Link::Pose(pose) => Some(pose),
        Link::Page(_) | Link::AboutYou | Link::Flare | Link::Signs => None,
    };
    let picture = pose.map(|pose| {
        view! {
            <div class="card__picture" aria-hidden="true">
                <StillFigure pose/>
            </div>
        }
    });
    view! {
        <a class="card card--link" href=route.href()>
            {picture}
            <div class="card__words">
                <strong>{label}</strong>
            </div>
        </a>
    }
}

/// The label and the address of a link.
fn destination(link: Link) -> (String, Route) {
    let named = |key, name| fill(key, &[("name", name)]);
    match link {
        Link::Routine(slug) => (
            named(Key::LearnPageToSession, i18n::routine_name(slug)),
            Route::Routine(slug.to_owned()),
        ),
        Link::Page(slug) => {
            let title = pages().find(|page| page.slug == slug).map_or(slug, |page| page.title);
            (named(Key::LearnPageToPage, title), Route::LearnTopic(slug.to_owned()))
        }
        Link::Pose(pose) => (
            named(Key::LearnPageToPose, i18n::pose(pose).name),
            Route::Pose(pose.slug().to_owned()),
        ),
        Link::AboutYou => (text(Key::AboutYouTitle).to_owned(), Route::AboutYou),
        Link::Flare => (text(Key::LearnPageToFlare).to_owned(), Route::Flare),
        Link::Signs => (text(Key::LearnPageSafety).to_owned(), Route::Safety),
    }
}
