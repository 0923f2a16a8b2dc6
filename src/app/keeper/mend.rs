//! What is mended once everything is there: what either of the two places lacks is written back, and what can't be read is
//! set aside and told. Nobody waits for it, so its code comes later (docs/adr/0009-later-code.md).

use std::rc::Rc;

use super::{Journal, Keeper, local_texts, set_aside, tell};
use crate::app::notice::Notice;
use crate::platform::{intl, journal, locks, task};
use crate::storage::{self, keys};
use crate::words::{self, Rules};

/// What mends, to be called when its code has come and [`Keeper::heal`] has read everything.
pub(crate) fn mending(keeper: Rc<Keeper>) -> Box<dyn Fn()> {
    Box::new(move || {
        if !keeper.has_looked.get() {
            return;
        }
        // Nothing is counted before later screens are there.
        words::count_by(Rules { category: intl::category, number: intl::number });
        if let Some(read) = keeper.read.take() {
            task::spawn(mend(keeper.clone(), read));
        }
    })
}

pub(super) async fn mend(keeper: Rc<Keeper>, read: Journal) {
    // A journal that can't be reached, or not now, holds nothing up.
    let texts = read.as_deref().unwrap_or_default();
    let entries = texts.iter().filter(|(key, _)| key.starts_with(keys::JOURNAL_ENTRY_PREFIX));
    let segments = local_texts(keys::LOG_PREFIX);
    let found = storage::unite(
        segments.iter().map(|(_, text)| text.as_str()),
        entries.map(|(_, text)| text.as_str()),
    );
    let aside = found.damaged.iter().filter(|line| set_aside(line)).count();
    if aside > 0 {
        tell(keeper.notices, Notice::Damaged);
    }
    if found.newer > 0 {
        tell(keeper.notices, Notice::Newer);
    }
    let lock = locks::acquire(locks::LOG).await;
    for entry in &found.missing_locally {
        keeper.write_locally(entry);
    }
    drop(lock);
    for entry in found.missing_in_journal.iter().filter(|_| read.is_some()) {
        // The record is safe in localStorage; the next start tries again.
        let _ = journal::put(&keys::journal_entry(entry.id()), &storage::encode_entry(entry)).await;
    }
}
