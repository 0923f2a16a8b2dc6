//! Progress: the week, the totals, and every session, newest first.

mod session_list;
mod window;

use leptos::prelude::*;

use self::session_list::SessionList;
use crate::components::button::VanishingButton;
use crate::components::live_region::LiveRegion;
use crate::components::title::Title;
use crate::components::week_card::WeekCard;
use crate::services::page;
use crate::state::use_history;
use unknot_core::history::EntryId;
use unknot_core::i18n::{Key, text};

/// The id of the button that undoes a deletion.
const UNDO: &str = "undo";

/// What was practised. A deletion can be undone until the page is left.
#[component]
pub(crate) fn ProgressPage() -> impl IntoView {
    let history = use_history();
    let deletion = RwSignal::new(None::<EntryId>);
    let delete = Callback::new(move |id: EntryId| {
        deletion.set(history.delete(&id));
        // The button that had the focus disappears with its row.
        page::focus(UNDO);
    });
    view! {
        <Title heading=text(Key::ProgressTitle)/>
        <WeekCard>
            <p class="soft">{text(Key::ProgressRestWelcome)}</p>
        </WeekCard>
        <UndoDeletion deletion/>
        <h2>{text(Key::ProgressSessions)}</h2>
        <SessionList delete/>
    }
}

/// Says that a session was deleted, and offers to undo that.
#[component]
fn UndoDeletion(
    /// The last deletion, until it is undone.
    deletion: RwSignal<Option<EntryId>>,
) -> impl IntoView {
    let history = use_history();
    view! {
        <LiveRegion>
            // Each deletion has its own notice, so that each is announced.
            <For each=move || deletion.get() key=EntryId::clone let(id)>
                <div class="notice">
                    <p>{text(Key::ProgressDeleted)}</p>
                    <VanishingButton
                        class="button button--quiet"
                        label=text(Key::ProgressUndo)
                        focus_next="title"
                        on_press=move || {
                            history.undo_delete(id.clone());
                            deletion.set(None);
                        }
                        attr:id=UNDO
                    />
                </div>
            </For>
        </LiveRegion>
    }
}
