//! When the last backup was made.

use leptos::prelude::*;

use crate::services::dates;
use crate::state::{use_backups, use_clock, use_history, use_settings};
use unknot_core::backup::{LastBackup, Way};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// The day of the last backup, and how many sessions there are since. Nothing while there is nothing to back up.
#[component]
pub(in crate::pages) fn LastBackupLine() -> impl IntoView {
    let (backups, clock) = (use_backups(), use_clock());
    let (history, settings) = (use_history(), use_settings());
    let day_start = settings.select(|settings| settings.day_start_min);
    let line = Memo::new(move |_| match backups.last() {
        None => (backups.sessions() > 0).then(|| text(Key::YourDataLastNone).to_owned()),
        Some((LastBackup { at, way, .. }, since)) => {
            let key = if way == Way::KeptFile { Key::YourDataLastKept } else { Key::YourDataLast };
            let day = dates::long_day(at.day(day_start.get()), clock.today());
            let line = fill(key, &[("day", &day)]);
            // While old sessions are still being read, their number would be too low.
            let has_more = since > 0 && history.is_complete();
            let more = has_more.then(|| plural(PluralKey::YourDataSince, since));
            Some(more.map_or(line.clone(), |more| format!("{line}. {more}.")))
        }
    });
    move || line.get().map(|line| view! { <p class="soft" data-backup prop:textContent=line></p> })
}
