//! Progress: the week, pictures of the practice, and every session, newest first. What is below the week is drawn later, in
//! tasks of its own.

mod add;
mod counts;
mod details;
mod edit;
mod folds;
mod form;
mod form_error;
mod hurts;
mod months;
mod most;
mod picture_table;
mod printed;
mod record;
mod rest;
mod session_row;
mod strength;
#[cfg(test)]
mod testing;
mod undo;
mod weeks;
mod year;
mod year_picture;

use leptos::prelude::*;

use self::add::AddSession;
use self::edit::EditDialog;
use self::months::SessionList;
use self::record::{PracticeRecord, RecordToCome};
use self::rest::RestDays;
use self::session_row::RowActions;
use self::strength::PracticeStrength;
use self::undo::{LastChangeNotice, focus_undo};
use crate::components::after_paint::AfterPaint;
use crate::components::title::Title;
use crate::components::week_card::WeekCard;
use crate::route::Route;
use crate::state::use_history;
use unknot_core::history::EntryId;
use unknot_core::i18n::{Key, text};

/// What was practised. The last change can be undone until the page is left.
#[component]
pub(crate) fn ProgressPage() -> impl IntoView {
    let history = use_history();
    let editing = RwSignal::new(None::<EntryId>);
    let delete = Callback::new(move |id: EntryId| {
        history.delete_session(&id);
        focus_undo();
    });
    let actions = RowActions { edit: Callback::new(move |id| editing.set(Some(id))), delete };
    let has_sessions = Memo::new(move |_| history.with(|log| log.days().next().is_some()));
    view! {
        <Title heading=text(Key::ProgressTitle)/>
        <WeekCard>
            <PracticeStrength/>
            <p class="soft">{text(Key::ProgressRestWelcome)}</p>
            <RestDays/>
            <AddSession/>
        </WeekCard>
        <LastChangeNotice/>
        <Show when=move || has_sessions.get() fallback=NothingYet>
            // The place is kept, so that the list of sessions doesn't jump far.
            <AfterPaint fallback=RecordToCome>
                <PracticeRecord/>
            </AfterPaint>
            <h2>{text(Key::ProgressSessions)}</h2>
            <AfterPaint>
                <SessionList actions/>
            </AfterPaint>
        </Show>
        <EditDialog editing/>
    }
}

/// The page of somebody who hasn't practised yet: the way to a first session.
#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <p>{text(Key::ProgressEmpty)}</p>
        <a class="button button--main" href=Route::Today.href()>
            {text(Key::ProgressEmptyStart)}
        </a>
        <a class="link" href=Route::YourData.href()>
            {text(Key::ProgressEmptyRestore)}
        </a>
    }
}
