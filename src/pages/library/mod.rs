//! The library: all routines, and a search for the one that fits.

mod criteria;
mod results;
mod sections;
mod shelves;
mod trouble;

use leptos::prelude::*;

use self::criteria::{CriteriaBoxes, KindChips};
use self::results::{LearnResults, NothingFound, PoseResults};
use self::sections::RoutineSections;
use self::trouble::TroubleCards;
use crate::components::live_region::LiveRegion;
use crate::components::title::Title;
use crate::services::page;
use crate::state::use_search;
use unknot_core::i18n::{Key, PluralKey, plural, text};

/// All routines. The page is as the person left it when they come back from one of them.
#[component]
pub(crate) fn LibraryPage() -> impl IntoView {
    let search = use_search();
    let found = Memo::new(move |_| search.routines());
    let count = Memo::new(move |_| {
        let count = found.with(Vec::len);
        plural(PluralKey::ProgressCount, u32::try_from(count).unwrap_or(u32::MAX))
    });
    let has_typed = RwSignal::new(false);
    let on_type = move |event| {
        has_typed.set(true);
        search.set_text(event_target_value(&event));
    };
    let page = view! {
        <Title heading=text(Key::LibraryPageTitle)/>
        <p class="soft">{text(Key::LibraryPageIntro)}</p>
        <label class="field">
            <span>{text(Key::FindSearch)}</span>
            <input
                type="search"
                prop:value=move || search.with(|query| query.text.clone())
                on:input=on_type
            />
        </label>
        <LiveRegion>
            <TroubleCards/>
        </LiveRegion>
        <KindChips/>
        <CriteriaBoxes count/>
        <LiveRegion class="soft">
            <span prop:textContent=move || count.get()></span>
        </LiveRegion>
        <RoutineSections found has_typed/>
        <NothingFound found/>
        <LearnResults/>
        <PoseResults/>
    };
    // Comes after the heading, which scrolls to the top.
    page::restore_scroll();
    page
}
