//! What was restored last, and the way back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::VanishingButton;
use crate::services::backup::restore::NotStored;
use crate::services::dates;
use crate::state::use_restore;
use unknot_core::backup::{Phase, Source};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// The texts about a restore, or about an import.
#[derive(Clone, Copy)]
pub(super) struct Texts {
    /// When it was done.
    pub(super) done_on: Key,
    /// The label of the button that undoes it.
    pub(super) undo: Key,
    /// What undoing does.
    pub(super) undo_hint: Key,
    /// What is announced once it has been undone.
    pub(super) undone: Key,
}

/// What is said when the browser doesn't store any more.
pub(super) fn not_stored(why: NotStored) -> &'static str {
    text(match why {
        NotStored::Nothing => Key::RestoreNoRoom,
        NotStored::Part => Key::RestoreNotStored,
    })
}

/// The last restore or import, which can be undone until the next one, or until the person keeps it.
#[component]
pub(super) fn LastRestoreNote(
    /// Of which of them it tells.
    source: Source,
    /// Its texts.
    texts: Texts,
    /// The id of the element that receives the focus when the buttons disappear.
    focus_next: &'static str,
    /// Whether something else is going on.
    #[prop(into)]
    is_busy: Signal<bool>,
    /// What is announced.
    said: RwSignal<String>,
    /// What is to be done once it has been undone.
    #[prop(optional, into)]
    on_undone: Option<Callback<()>>,
) -> impl IntoView {
    let restore = use_restore();
    let last = Memo::new(move |_| restore.last().filter(|last| last.source == source));
    let done_on = move || {
        last.get().map(|last| {
            let date = dates::date(last.at.day(0));
            let added = plural(PluralKey::RestoreAdded, last.sessions);
            format!("{} {added}", fill(texts.done_on, &[("date", &date)]))
        })
    };
    let is_unfinished =
        move || last.with(|last| last.as_ref().is_some_and(|last| last.phase == Phase::Restoring));
    // Recordings that are still missing belong to it.
    let can_be_kept = move || {
        last.with(|last| {
            last.as_ref().is_some_and(|last| last.phase == Phase::Restored && !last.needs_file)
        })
    };
    let undo = move || {
        said.set(text(Key::RestoreUndoing).to_owned());
        spawn_local(async move {
            let words = match restore.undo().await {
                Ok(()) => text(texts.undone),
                Err(why) => not_stored(why),
            };
            said.try_set(words.to_owned());
            if let Some(on_undone) = on_undone {
                on_undone.try_run(());
            }
        });
    };
    let keep = move || {
        said.set(String::new());
        spawn_local(async move {
            if let Err(why) = restore.keep().await {
                said.try_set(not_stored(why).to_owned());
            }
        });
    };
    view! {
        <Show when=move || last.with(Option::is_some) && !is_busy.get()>
            <p prop:textContent=move || done_on().unwrap_or_default()></p>
            <Show when=is_unfinished>
                <p class="soft">{text(Key::RestoreUnfinished)}</p>
            </Show>
            <p class="soft">{text(texts.undo_hint)}</p>
            <div class="row">
                <VanishingButton label=text(texts.undo) focus_next on_press=undo/>
                <Show when=can_be_kept>
                    <VanishingButton
                        class="button button--quiet"
                        label=text(Key::RestoreKeep)
                        focus_next
                        on_press=keep
                    />
                </Show>
            </div>
        </Show>
    }
}
