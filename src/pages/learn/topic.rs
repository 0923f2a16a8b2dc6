//! The page of a topic: in short, in sections, what to beware of, what guidelines say, and what to do about it.

use leptos::prelude::*;

use super::link_card::LinkCard;
use crate::components::figure::StillFigure;
use crate::components::note_card::NoteCard;
use crate::components::source_list::{SourceList, Sources};
use crate::components::title::Title;
use crate::route::Route;
use unknot_core::domain::catalog::PoseId;
use unknot_core::i18n::learn::{Guideline, Naming, Page, Paragraph, Stance, Statement, Term};
use unknot_core::i18n::{self, Key, text};

/// The statements on a topic, with their sources, and what to do about it.
#[component]
pub(super) fn Topic(page: &'static Page) -> impl IntoView {
    let sources = Sources::of(page.statements());
    let terms_are = match page.naming {
        Naming::Words => Key::LearnPageTerms,
        Naming::Medicines => Key::LearnPageMedicines,
    };
    view! {
        <a class="link link--back" href=Route::Learn.href()>
            {text(Key::LearnPageTitle)}
        </a>
        <Title heading=page.title/>
        {list_card(Key::LearnPageShort, &page.short, &sources)}
        {sections(&page.says, &sources)}
        {studies(&page.studies, &sources)}
        {list_card(Key::LearnPageCare, &page.cares, &sources)}
        {terms(terms_are, &page.terms, &sources)}
        {guidelines(&page.stances, page.guidelines, &sources)}
        {to_try(page, &sources)}
        <SourceList sources/>
        <p class="soft">{text(Key::LearnPageInfo)}</p>
    }
}

/// What the page says: a heading where a section begins, and a number of sources once in each.
fn sections(says: &[Paragraph], sources: &Sources) -> impl IntoView + use<> {
    let sections = says.chunk_by(|_, next| next.heading.is_empty()).map(|section| {
        let heading = section.first().map_or("", |paragraph| paragraph.heading);
        let heading = (!heading.is_empty()).then(|| view! { <h2>{heading}</h2> });
        let said = sources.cite_section(section.iter().map(|paragraph| &paragraph.statement));
        let paragraphs = section
            .iter()
            .zip(said)
            .map(|(paragraph, said)| beside(paragraph.pose, view! { <p>{said}</p> }));
        view! {
            {heading}
            {paragraphs.collect_view()}
        }
    });
    sections.collect_view()
}

/// Details of studies, folded. Nothing if there are none.
fn studies(studies: &[Statement], sources: &Sources) -> Option<impl IntoView + use<>> {
    (!studies.is_empty()).then(|| {
        view! {
            <details class="card">
                <summary>{text(Key::LearnPageStudies)}</summary>
                {bullets(studies, sources)}
            </details>
        }
    })
}

/// A card with a list of statements. Nothing if there are none.
fn list_card(
    heading: Key,
    statements: &[Statement],
    sources: &Sources,
) -> Option<impl IntoView + use<>> {
    (!statements.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{text(heading)}</h2>
                {bullets(statements, sources)}
            </section>
        }
    })
}

fn bullets(statements: &[Statement], sources: &Sources) -> impl IntoView + use<> {
    let rows = sources.cite_section(statements).into_iter();
    let rows = rows.map(|said| view! { <li>{said}</li> });
    view! { <ul class="plain-list">{rows.collect_view()}</ul> }
}

/// The words that people meet on the topic, and what they mean. Nothing if there are none.
fn terms(heading: Key, terms: &[Term], sources: &Sources) -> Option<impl IntoView + use<>> {
    let said = sources.cite_section(terms.iter().map(|term| &term.means));
    let rows = terms.iter().zip(said).map(|(term, said)| named(term.name, said));
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{text(heading)}</h2>
                <ul class="list">{rows}</ul>
            </section>
        }
    })
}

/// What guidelines say in a sentence, and each of them folded. Nothing if they say nothing.
fn guidelines(
    stances: &[Stance],
    sentence: &'static str,
    sources: &Sources,
) -> Option<impl IntoView + use<>> {
    let said = sources.cite_section(stances.iter().map(|stance| &stance.statement));
    let rows = stances.iter().zip(said).map(|(stance, said)| {
        let guideline = text(match stance.guideline {
            Guideline::Acp => Key::LearnPageAcp,
            Guideline::Nice => Key::LearnPageNice,
            Guideline::Who => Key::LearnPageWho,
        });
        named(guideline, said)
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{text(Key::LearnPageStances)}</h2>
                <p>{sentence}</p>
                <details>
                    <summary>{text(Key::LearnPageEach)}</summary>
                    <ul class="list">{rows}</ul>
                </details>
            </section>
        }
    })
}

/// A name, and what is said of it.
fn named(name: &'static str, said: impl IntoView) -> impl IntoView {
    view! {
        <li>
            <strong>{name}</strong>
            <p>{said}</p>
        </li>
    }
}

/// What to do, step by step, and where to go from here.
fn to_try(page: &Page, sources: &Sources) -> impl IntoView + use<> {
    let said = sources.cite_section(page.tries.iter().map(|step| &step.statement));
    let steps = page.tries.iter().zip(said).map(|(step, said)| {
        view! { <li>{beside(step.pose, view! { <p>{said}</p> })}</li> }
    });
    let note = page.note.then(|| view! { <NoteCard/> });
    let links = page.links.iter().map(|&link| view! { <LinkCard link/> });
    view! {
        <section class="card">
            <h2>{text(Key::LearnPageTry)}</h2>
            <ol class="plain-list">{steps.collect_view()}</ol>
        </section>
        {note}
        {links.collect_view()}
    }
}

/// A paragraph, with the picture of a pose beside it, which leads to the page of the pose.
fn beside(pose: Option<PoseId>, paragraph: impl IntoView + 'static) -> AnyView {
    let Some(pose) = pose else { return paragraph.into_any() };
    view! {
        <div class="with-picture">
            {paragraph}
            <a class="with-picture__link" href=Route::Pose(pose.slug().to_owned()).href()>
                <StillFigure pose/>
                <span class="soft">{i18n::pose(pose).name}</span>
            </a>
        </div>
    }
    .into_any()
}
