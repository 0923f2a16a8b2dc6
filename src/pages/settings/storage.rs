//! The card about the person's data: the last backup, and the way to all that can be done.

use leptos::prelude::*;

use crate::pages::your_data::last_backup::LastBackupLine;
use crate::route::Route;
use crate::services::backup::kept_file::Kept;
use crate::state::use_backups;
use unknot_core::i18n::{Key, fill, text};

/// When the last backup was made, and the way to the page about the person's data.
#[component]
pub(super) fn StorageSection() -> impl IntoView {
    let backups = use_backups();
    let trouble = Memo::new(move |_| match backups.kept() {
        Kept::Paused { .. } => {
            Some(fill(Key::YourDataKeptPaused, &[("name", &backups.kept_name())]))
        }
        Kept::Trouble(_) => Some(text(Key::NewsBackupTrouble).to_owned()),
        Kept::Nothing | Kept::UpToDate | Kept::LacksUnreadable | Kept::Writing => None,
    });
    view! {
        <section class="card">
            <h2>{text(Key::SettingsData)}</h2>
            <p>{text(Key::SettingsDataBody)}</p>
            <LastBackupLine/>
            {move || trouble.get().map(|trouble| view! { <p prop:textContent=trouble></p> })}
            <a class="button" href=Route::YourData.href()>
                {text(Key::SettingsDataOpen)}
            </a>
        </section>
    }
}
