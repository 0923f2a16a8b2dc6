//! Making a file and saving it.

use leptos::prelude::*;

use super::size::size;
use crate::components::live_region::LiveRegion;
use crate::services::backup::outgoing::{self, Content, Outcome, Ready, Stage};
use crate::state::use_backups;
use unknot_core::backup::Way;
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// A button that makes a file, stops that, and then saves the file: one button, so that it keeps the focus.
#[component]
pub(super) fn SaveFile(
    /// What is in the file.
    content: Content,
    /// What the button says at first.
    make: Key,
) -> impl IntoView {
    let backups = use_backups();
    let ways = outgoing::ways(content);
    let (first, others) = (ways[0], &ways[1..]);
    on_cleanup(move || backups.cancel(content));
    let stage = Memo::new(move |_| backups.stage(content));
    let is_ready = Memo::new(move |_| matches!(stage.get(), Stage::Ready(_)));
    let label = move || {
        text(match stage.get() {
            Stage::Idle | Stage::Failed => make,
            Stage::Making(_) => Key::YourDataStop,
            Stage::Ready(_) if first == Way::Share => Key::YourDataShareFirst,
            Stage::Ready(_) => Key::YourDataSave,
        })
    };
    let press = move |_| match stage.get_untracked() {
        Stage::Idle | Stage::Failed => backups.make(content),
        Stage::Making(_) => backups.cancel(content),
        Stage::Ready(_) => backups.save(content, first),
    };
    let messages = move || messages(&stage.get(), backups.outcome(content));
    let other = move |&way: &Way| {
        let label = if way == Way::Share { Key::YourDataShare } else { Key::YourDataSave };
        view! {
            <button class="button button--quiet" on:click=move |_| backups.save(content, way)>
                {text(label)}
            </button>
        }
    };
    view! {
        <LiveRegion>
            {move || {
                messages()
                    .into_iter()
                    .map(|message| view! { <p prop:textContent=message></p> })
                    .collect_view()
            }}
        </LiveRegion>
        <Making stage/>
        <div class="row">
            <button class="button" on:click=press prop:textContent=label></button>
            <Show when=move || is_ready.get()>{others.iter().map(other).collect_view()}</Show>
        </div>
    }
}

/// The progress.
#[component]
fn Making(
    /// How far the file is.
    stage: Memo<Stage>,
) -> impl IntoView {
    let progress = Memo::new(move |_| match stage.get() {
        Stage::Making(progress) => Some(progress),
        _ => None,
    });
    let is_making = Memo::new(move |_| progress.get().is_some());
    let label = Memo::new(move |_| match progress.get().and_then(|progress| progress.size) {
        Some(bytes) => fill(Key::YourDataMakingSize, &[("size", &size(bytes))]),
        None => text(Key::YourDataMaking).to_owned(),
    });
    let done = move || progress.get().map(|progress| progress.done.to_string());
    view! {
        <Show when=move || is_making.get()>
            <progress
                class="meter"
                aria-label=text(Key::YourDataMaking)
                max="1"
                value=done
            ></progress>
            <p prop:textContent=move || label.get()></p>
        </Show>
    }
}

/// What is announced.
fn messages(stage: &Stage, outcome: Option<Outcome>) -> Vec<String> {
    match stage {
        Stage::Idle | Stage::Making(_) => Vec::new(),
        Stage::Failed => vec![text(Key::YourDataMakeFailed).to_owned()],
        Stage::Ready(Ready { name, size: bytes, unread, .. }) => {
            let name = [("name", name.as_str())];
            let message = match outcome {
                None => fill(Key::YourDataReady, &[("size", &size(*bytes))]),
                Some(Outcome::Downloaded) => fill(Key::YourDataDownloaded, &name),
                Some(Outcome::Shared) => fill(Key::YourDataShared, &name),
                Some(Outcome::Failed) => text(Key::YourDataShareFailed).to_owned(),
            };
            let unread = (*unread > 0).then(|| plural(PluralKey::YourDataUnread, *unread));
            [Some(message), unread].into_iter().flatten().collect()
        }
    }
}
