//! The file that keeps itself up to date.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::VanishingButton;
use crate::components::live_region::LiveRegion;
use crate::services::backup::kept_file::{self, Kept, Trouble};
use crate::services::backup::restore::Blob;
use crate::state::use_backups;
use unknot_core::i18n::{Key, fill, text};

/// The id of the heading, which receives the focus when a button disappears.
const HEADING: &str = "kept-title";

/// Choosing the file, how it is, and what to do if it could not be written. Nothing in a browser that has no such files.
#[component]
pub(super) fn KeptFileSection(
    /// Shows what is in a file, and offers to restore it.
    restore: Callback<Blob>,
) -> impl IntoView {
    kept_file::is_supported().then(|| view! { <KeptFile restore/> })
}

#[component]
fn KeptFile(
    /// Shows what is in a file, and offers to restore it.
    restore: Callback<Blob>,
) -> impl IntoView {
    let backups = use_backups();
    let kept = Memo::new(move |_| backups.kept());
    let message = Memo::new(move |_| {
        let name = backups.kept_name();
        message(kept.get()).map(|key| fill(key, &[("name", &name)]))
    });
    let has_file = Memo::new(move |_| !backups.kept_name().is_empty());
    let can_choose = Memo::new(move |_| matches!(kept.get(), Kept::Nothing | Kept::Trouble(_)));
    let answers = move || {
        let answers = answers(kept.get());
        let buttons = || answers.iter().map(|&answer| view! { <AnswerButton answer restore/> });
        (!answers.is_empty()).then(|| view! { <div class="row">{buttons().collect_view()}</div> })
    };
    view! {
        <section class="card">
            <h2 id=HEADING tabindex="-1">
                {text(Key::YourDataKept)}
            </h2>
            <p>{text(Key::YourDataKeptBody)}</p>
            <LiveRegion>
                {move || message.get().map(|message| view! { <p prop:textContent=message></p> })}
            </LiveRegion>
            {answers}
            <Show when=move || can_choose.get()>
                <Choice/>
            </Show>
            <Show when=move || has_file.get()>
                <VanishingButton
                    class="link"
                    label=text(Key::YourDataKeptStop)
                    focus_next=HEADING
                    on_press=move || backups.stop_keeping()
                />
            </Show>
        </section>
    }
}

/// The two ways to choose a file.
#[component]
fn Choice() -> impl IntoView {
    let backups = use_backups();
    view! {
        <div class="row">
            <VanishingButton
                label=text(Key::YourDataKeptNew)
                focus_next=HEADING
                on_press=move || backups.keep_new()
            />
            <VanishingButton
                label=text(Key::YourDataKeptExisting)
                focus_next=HEADING
                on_press=move || backups.keep_existing()
            />
        </div>
        <p class="soft">{text(Key::YourDataKeptExistingHint)}</p>
    }
}

/// What the person can do when the file was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// Let the browser ask.
    GoOn,
    Again,
    /// Bring in what is in the file.
    Restore,
    /// Give up the settings in the file.
    TheseSettings,
    /// Bring in the settings in the file.
    ThoseSettings,
    /// Give up the recordings in the file that aren't here.
    WithoutRecordings,
}

fn answers(kept: Kept) -> &'static [Answer] {
    match kept {
        Kept::Nothing
        | Kept::UpToDate
        | Kept::LacksUnreadable
        | Kept::Writing
        | Kept::Trouble(Trouble::NotABackup) => &[],
        Kept::Paused { .. } => &[Answer::GoOn],
        Kept::Trouble(Trouble::HoldsMore) => &[Answer::Restore, Answer::Again],
        Kept::Trouble(Trouble::OtherSettings) => &[Answer::TheseSettings, Answer::ThoseSettings],
        Kept::Trouble(Trouble::OtherRecordings { .. }) => {
            &[Answer::Restore, Answer::WithoutRecordings]
        }
        Kept::Trouble(Trouble::Incomplete) => &[Answer::Restore],
        Kept::Trouble(_) => &[Answer::Again],
    }
}

#[component]
fn AnswerButton(
    /// What the button does.
    answer: Answer,
    /// Shows what is in a file, and offers to restore it.
    restore: Callback<Blob>,
) -> impl IntoView {
    let backups = use_backups();
    let label = match answer {
        Answer::GoOn => Key::YourDataKeptGoOn,
        Answer::Again => Key::YourDataKeptAgain,
        Answer::Restore => Key::YourDataKeptRestore,
        Answer::ThoseSettings => Key::YourDataKeptThoseSettings,
        Answer::TheseSettings => Key::YourDataKeptTheseSettings,
        Answer::WithoutRecordings => Key::YourDataKeptWithoutRecordings,
    };
    let press = move || match answer {
        Answer::GoOn | Answer::Again => backups.go_on_keeping(),
        Answer::TheseSettings => backups.keep_these_settings(),
        Answer::WithoutRecordings => backups.keep_without_recordings(),
        Answer::Restore | Answer::ThoseSettings => spawn_local(async move {
            match backups.kept_content().await {
                Some(file) => restore.run(file),
                // It is gone, or may no longer be read: trying again says which.
                None => backups.go_on_keeping(),
            }
        }),
    };
    view! {
        <VanishingButton
            class=class_of(answer)
            label=text(label)
            focus_next=HEADING
            on_press=press
        />
    }
}

/// What loses nothing and goes on stands out among the buttons. Whose settings hold is up to the person.
fn class_of(answer: Answer) -> &'static str {
    match answer {
        Answer::GoOn | Answer::Restore => "button button--main",
        Answer::Again
        | Answer::TheseSettings
        | Answer::ThoseSettings
        | Answer::WithoutRecordings => "button",
    }
}

fn message(kept: Kept) -> Option<Key> {
    Some(match kept {
        Kept::Nothing => return None,
        Kept::UpToDate => Key::YourDataKeptUpToDate,
        Kept::LacksUnreadable => Key::YourDataKeptLacksUnreadable,
        Kept::Writing => Key::YourDataKeptWriting,
        Kept::Paused { .. } => Key::YourDataKeptPaused,
        Kept::Trouble(trouble) => match trouble {
            Trouble::Refused => Key::YourDataKeptRefused,
            Trouble::Gone => Key::YourDataKeptGone,
            Trouble::Full => Key::YourDataKeptFull,
            Trouble::Busy => Key::YourDataKeptBusy,
            Trouble::Failed => Key::YourDataKeptFailed,
            Trouble::HoldsMore => Key::YourDataKeptHoldsMore,
            Trouble::OtherSettings => Key::YourDataKeptOtherSettings,
            Trouble::OtherRecordings { .. } => Key::YourDataKeptOtherRecordings,
            Trouble::NotABackup => Key::YourDataKeptNotABackup,
            Trouble::Newer => Key::YourDataKeptNewer,
            Trouble::Incomplete => Key::YourDataKeptIncomplete,
        },
    })
}
