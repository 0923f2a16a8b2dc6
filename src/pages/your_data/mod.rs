//! Your data: what is stored where, and how it gets out of this browser and into another one.

mod file_button;
mod file_section;
mod kept_file;
pub(super) mod last_backup;
mod last_restore;
mod lines;
mod other_apps;
mod reading;
mod restore;
mod save_file;
mod size;
mod stored;

use leptos::prelude::*;

use self::kept_file::KeptFileSection;
use self::last_backup::LastBackupLine;
use self::other_apps::OtherAppsSection;
use self::restore::{Flow, RestoreSection};
use self::save_file::SaveFile;
use self::stored::StoredSection;
use crate::components::title::Title;
use crate::route::Route;
use crate::services::backup::outgoing::Content;
use crate::services::device;
use unknot_core::i18n::{Key, text};

/// The page about the person's data.
#[component]
pub(crate) fn YourDataPage() -> impl IntoView {
    let restoring = Flow::new();
    let restore = Callback::new(move |file| restoring.read(file));
    view! {
        <Title heading=text(Key::YourDataTitle)/>
        <p>{text(Key::SettingsDataBody)}</p>
        <p>{text(Key::YourDataLead)}</p>
        <BackupSection/>
        <KeptFileSection restore/>
        <RestoreSection flow=restoring/>
        <OtherAppsSection/>
        {device::starts_empty_when_installed().then(|| view! { <MovingSection/> })}
        <StoredSection/>
        <TableSection/>
        <a class="button" href=Route::Settings.href()>
            {text(Key::SettingsBack)}
        </a>
    }
}

/// The last backup, and making one.
#[component]
fn BackupSection() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(Key::YourDataBackup)}</h2>
            <p>{text(Key::YourDataBackupBody)}</p>
            <LastBackupLine/>
            <SaveFile content=Content::Backup make=Key::YourDataMake/>
            <p class="soft">{text(Key::YourDataPrivate)}</p>
        </section>
    }
}

/// How to move to the installed app, which starts empty.
#[component]
fn MovingSection() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(Key::YourDataMoving)}</h2>
            <p>{text(Key::YourDataMovingBody)}</p>
        </section>
    }
}

/// The sessions for other programs.
#[component]
fn TableSection() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(Key::YourDataTable)}</h2>
            <p>{text(Key::YourDataTableBody)}</p>
            <SaveFile content=Content::Table make=Key::YourDataTableMake/>
        </section>
    }
}

#[cfg(test)]
mod tests;
