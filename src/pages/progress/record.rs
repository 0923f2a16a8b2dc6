//! The practice in pictures, to look at and to print.

use leptos::prelude::*;

use super::counts::counted;
use super::hurts::Hurts;
use super::most::MostPractised;
use super::printed::{PrintedSessions, PrintedSums};
use super::weeks::Weeks;
use super::year::YearCard;
use crate::services::page;
use crate::state::{use_clock, use_history};
use unknot_core::history::views::Period;
use unknot_core::i18n::{Key, text};

/// The pictures, each with a sentence before it and a table behind it. They wait until every session has been loaded.
#[component]
pub(super) fn PracticeRecord() -> impl IntoView {
    let (history, clock) = (use_history(), use_clock());
    let period = RwSignal::new(Period::default());
    let counted = counted();
    let today = Memo::new(move |_| clock.today());
    view! {
        <Show
            when=move || history.is_complete()
            fallback=RecordToCome
        >
            <div class="record">
                <PrintedSums today/>
                <YearCard period today counted/>
                <MostPractised period today counted/>
                <Weeks today counted/>
                <Hurts today/>
                <PrintedSessions today/>
                <div class="record__print">
                    <button class="button button--quiet" on:click=|_| page::print()>
                        {text(Key::ProgressPrint)}
                    </button>
                    <p class="soft">{text(Key::ProgressPrintHint)}</p>
                </div>
            </div>
        </Show>
    }
}

/// The place of the pictures.
#[component]
pub(super) fn RecordToCome() -> impl IntoView {
    view! { <div class="record record--to-come"></div> }
}
