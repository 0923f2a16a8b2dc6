//! Which numbers the page shows, and their words.

use leptos::prelude::*;

use crate::services::dates;
use crate::state::{use_history, use_settings};
use unknot_core::history::Total;
use unknot_core::i18n::{PluralKey, plural};

/// Whether sentences count days and minutes: not in a flare, and not for somebody who doesn't want it.
pub(super) fn counted() -> Memo<bool> {
    let history = use_history();
    let wants_counts = use_settings().select(|settings| settings.counts_days);
    Memo::new(move |_| wants_counts.get() && history.flare().is_none())
}

/// “1,234 minutes”.
pub(super) fn minutes(total: Total) -> String {
    plural(PluralKey::ProgressMinutes, whole_minutes(total))
}

/// “58 sessions, 580 minutes”.
pub(super) fn sessions(total: Total) -> String {
    format!("{}, {}", plural(PluralKey::ProgressCount, total.sessions), minutes(total))
}

/// “1,234”, as in a sentence.
pub(super) fn number(n: u32) -> String {
    dates::number(n)
}

/// Whole minutes of practice, rounded down.
pub(super) fn whole_minutes(total: Total) -> u32 {
    u32::try_from(total.minutes()).unwrap_or(u32::MAX)
}
