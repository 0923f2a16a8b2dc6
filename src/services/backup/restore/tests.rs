//! Restoring with the browser's real storage, also after a kill.

use std::collections::{BTreeMap, BTreeSet};
use std::future::pending;

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::platform::scheduling::within;
use crate::platform::testing::{OtherPage, empty_storage, wait_until};
use crate::platform::{journal, restore_plans};
use crate::services::backup::testing_files::{backup, file, recording, session};
use crate::services::notices::Notices;
use crate::services::persistence::{other_tabs, recovery};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::storage::{decode_value, encode_entry, encode_value};

/// Everything that is stored, by place and key, but for what is remembered of restores.
type Dump = BTreeMap<String, String>;

async fn dump() -> Dump {
    let journal = journal::all().await.unwrap().into_iter();
    let journal = journal.filter(|(key, _)| key != keys::LAST_RESTORE);
    let mut dump: Dump = journal.map(|(key, text)| (format!("journal {key}"), text)).collect();
    for key in local_storage::keys("unknot.").into_iter().filter(|key| key != keys::RESTORE_MARK) {
        let text = local_storage::read(&key).unwrap();
        dump.insert(format!("local {key}"), text);
    }
    for text in recordings::all().await.unwrap() {
        let file = recordings::file(&text).await.unwrap();
        dump.insert(format!("recording {text}"), format!("{} {:?}", file.mime_type, file.bytes));
    }
    dump
}

async fn empty() {
    empty_storage().await;
    restore_plans::keep_only(None).await.unwrap();
    for text in recordings::all().await.unwrap() {
        recordings::remove(&text).await.unwrap();
    }
}

/// Starts the app, and waits until both places agree.
async fn start() -> Rc<Persistence> {
    let persistence = Persistence::new(Notices::new());
    persistence.load_log();
    recovery::start(persistence.clone());
    wait_until(async || {
        pause().await;
        persistence.is_search_done().get_untracked() && persistence.is_complete().get_untracked()
    })
    .await;
    // Until then, what was begun goes on, and the repair.
    wait_until(async || {
        pause().await;
        do_places_agree().await
    })
    .await;
    // What was begun holds this lock until all of it is shown.
    drop(locks::acquire(locks::RESTORE).await);
    persistence
}

/// Whether both places have the same entries.
async fn do_places_agree() -> bool {
    let journal = journal::with_prefix(keys::JOURNAL_ENTRY_PREFIX).await.unwrap();
    let journal: BTreeSet<_> = journal.into_iter().map(|(_, line)| line).collect();
    let months = local_storage::keys(keys::LOG_PREFIX);
    let months: Vec<_> = months.iter().filter_map(|key| local_storage::read(key)).collect();
    months.iter().flat_map(|text| text.lines().map(str::to_owned)).collect::<BTreeSet<_>>()
        == journal
}

fn shown(persistence: &Rc<Persistence>) -> Vec<String> {
    persistence.log().with_untracked(|log| {
        log.sessions().iter().map(|session| session.id().to_string()).collect()
    })
}

async fn until_shown(persistence: &Rc<Persistence>, ids: &[&str]) {
    wait_until(async || {
        // What another page has done arrives when the browser has time for it.
        within(Millis(20), pending::<()>()).await;
        shown(persistence) == ids
    })
    .await;
}

async fn restore_file(
    persistence: &Rc<Persistence>,
    text: &str,
    choice: SettingsChoice,
) -> Result<bool, NotStored> {
    let found = read(persistence, file(text), |_| true).await.unwrap();
    restore(persistence, &found, choice, |_| true).await
}

fn settings() -> Settings {
    let text = local_storage::read(keys::SETTINGS);
    text.and_then(|text| decode_value(&text).ok()).unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_backup_is_restored_and_undone_to_the_byte() {
    empty().await;
    let ours = backup(&[session("ours")], None, &[recording("Bridge.")]);
    restore_file(&start().await, &ours, SettingsChoice::KeepOurs).await.unwrap();
    steps::keep(&start().await).await.unwrap();
    let before = dump().await;

    let theirs = encode_value(&Settings { bells: 11, ..Settings::default() });
    let entries = [session("ours"), session("theirs")];
    let recordings = [recording("Bridge."), recording("Rest.")];
    let text = backup(&entries, Some(&theirs), &recordings);
    let persistence = start().await;
    let found = read(&persistence, file(&text), |_| true).await.unwrap();
    assert_eq!((found.preview.sessions.new, found.preview.sessions.here), (1, 1));
    assert_eq!((found.preview.recordings.new, found.preview.recordings.same), (1, 1));
    assert!(found.preview.new_entries > 0 && !found.is_incomplete);
    let restored = restore(&persistence, &found, SettingsChoice::TakeTheirs, |_| true).await;
    assert_eq!(restored, Ok(true));
    assert_eq!(shown(&persistence), ["ours", "theirs"]);
    assert_eq!(settings().bells, 11);
    let last = persistence.last_restore().get_untracked().unwrap();
    assert_eq!((last.phase, last.sessions, last.needs_file), (Phase::Restored, 1, false));
    let rest = recordings::file("Rest.").await;
    assert_eq!(rest.as_ref(), Some(&recordings_of(&recordings, "Rest.")));

    assert_eq!(restore_file(&persistence, &text, SettingsChoice::TakeTheirs).await, Ok(false));

    // Across a start.
    let persistence = start().await;
    assert_eq!(shown(&persistence), ["ours", "theirs"]);
    steps::undo(&persistence).await.unwrap();
    assert_eq!(shown(&persistence), ["ours"]);
    assert_eq!(dump().await, before);
    assert_eq!(shown(&start().await), ["ours"]);
    assert_eq!(dump().await, before);
    empty().await;
}

fn recordings_of(
    all: &[unknot_core::backup::Recording],
    text: &str,
) -> unknot_core::backup::Recording {
    all.iter().find(|recording| recording.text == text).unwrap().clone()
}

#[wasm_bindgen_test]
async fn a_restore_that_was_killed_goes_on_at_the_next_start() {
    empty().await;
    let theirs = encode_value(&Settings { bells: 11, ..Settings::default() });
    let text = backup(&[session("a"), session("b")], Some(&theirs), &[recording("Rest.")]);
    let persistence = start().await;
    restore_file(&persistence, &text, SettingsChoice::TakeTheirs).await.unwrap();
    let whole = dump().await;
    // As after a kill: half of the journal and nothing of localStorage is on disk.
    journal::remove("entry.b").await.unwrap();
    recordings::remove("Rest.").await.unwrap();
    let last = persistence.last_restore().get_untracked().unwrap();
    let killed = LastRestore { phase: Phase::Restoring, needs_file: true, ..last };
    journal::put(keys::LAST_RESTORE, &encode_value(&killed)).await.unwrap();
    for key in local_storage::keys("unknot.") {
        local_storage::remove(&key);
    }

    let persistence = start().await;
    until_shown(&persistence, &["a", "b"]).await;
    assert_eq!(settings().bells, 11);
    let last = persistence.last_restore().get_untracked().unwrap();
    assert_eq!((last.phase, last.needs_file), (Phase::Restored, true));
    // The recordings are only in the file.
    let other = backup(&[], None, &[]);
    assert_eq!(add_recordings(&persistence, &file(&other), |_| true).await, Ok(false));
    assert_eq!(add_recordings(&persistence, &file(&text), |_| true).await, Ok(true));
    assert!(!persistence.last_restore().get_untracked().unwrap().needs_file);
    assert_eq!(dump().await, whole);
    empty().await;
}

#[wasm_bindgen_test]
async fn an_unfinished_restore_is_finished_before_another_begins() {
    empty().await;
    let persistence = start().await;
    let choice = SettingsChoice::KeepOurs;
    let one = backup(&[session("a")], None, &[]);
    restore_file(&persistence, &one, choice).await.unwrap();
    // As when the disk was full.
    journal::remove("entry.a").await.unwrap();
    for key in local_storage::keys(keys::LOG_PREFIX) {
        local_storage::remove(&key);
    }
    let last = persistence.last_restore().get_untracked().unwrap();
    let unfinished = LastRestore { phase: Phase::Restoring, ..last };
    journal::put(keys::LAST_RESTORE, &encode_value(&unfinished)).await.unwrap();

    let other = backup(&[session("b")], None, &[]);
    assert_eq!(restore_file(&persistence, &other, choice).await, Ok(true));
    assert_eq!(shown(&persistence), ["a", "b"]);
    steps::undo(&persistence).await.unwrap();
    assert_eq!(shown(&persistence), ["a"], "only the last one");
    empty().await;
}

#[wasm_bindgen_test]
async fn the_last_line_of_a_recording_needs_no_end() {
    empty().await;
    let persistence = start().await;
    let whole = backup(&[], None, &[recording("Rest.")]);
    let (cut, _end) = whole.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(restore_file(&persistence, cut, SettingsChoice::KeepOurs).await, Ok(true));
    assert_eq!(recordings::file("Rest.").await, Some(recording("Rest.")));
    assert!(!persistence.last_restore().get_untracked().unwrap().needs_file);
    empty().await;
}

#[wasm_bindgen_test]
async fn what_was_undone_does_not_come_back_when_localstorage_has_lost_that() {
    empty().await;
    let text = backup(&[session("a")], None, &[]);
    let persistence = start().await;
    restore_file(&persistence, &text, SettingsChoice::KeepOurs).await.unwrap();
    let local: Vec<_> = local_storage::keys("unknot.")
        .into_iter()
        .map(|key| (key.clone(), local_storage::read(&key).unwrap()))
        .collect();
    steps::undo(&persistence).await.unwrap();
    // As after a kill: what was removed from localStorage is on disk still.
    for (key, text) in local {
        local_storage::write(&key, &text).unwrap();
    }
    let persistence = start().await;
    until_shown(&persistence, &[]).await;
    assert_eq!(dump().await, Dump::new());
    assert!(shown(&start().await).is_empty());
    empty().await;
}

#[wasm_bindgen_test]
async fn another_tab_shows_what_is_restored_and_what_is_undone() {
    empty().await;
    let (one, other) = (start().await, start().await);
    let text = backup(&[session("a")], None, &[]);
    restore_file(&one, &text, SettingsChoice::KeepOurs).await.unwrap();
    // This page hears no message of its own, but it catches up when it is shown.
    other_tabs::catch_up(&other);
    until_shown(&other, &["a"]).await;
    steps::undo(&one).await.unwrap();
    other_tabs::catch_up(&other);
    until_shown(&other, &[]).await;
    empty().await;
}

#[wasm_bindgen_test]
async fn what_another_tab_has_written_is_shown_once_it_arrives() {
    empty().await;
    let (one, other) = (start().await, start().await);
    other_tabs::follow(&other);
    let text = backup(&[session("a")], None, &[]);
    restore_file(&one, &text, SettingsChoice::KeepOurs).await.unwrap();
    assert!(shown(&other).is_empty(), "a page hears nothing of its own");
    // The mark as another tab writes it, after the log.
    let page = OtherPage::open();
    page.run(&format!("localStorage.setItem('{}', 'from another tab')", keys::RESTORE_MARK)).await;
    until_shown(&other, &["a"]).await;
    empty().await;
}

#[wasm_bindgen_test]
async fn other_files_are_refused_and_reading_can_be_stopped() {
    empty().await;
    let persistence = start().await;
    let why =
        async |bytes: &[u8]| read(&persistence, Blob::of(bytes), |_| true).await.err().unwrap();
    assert_eq!(why(b"").await, Unusable::NotABackup(NotABackup::Empty));
    assert_eq!(why(b"PK\x03\x04\x14\0").await, Unusable::NotABackup(NotABackup::Binary));
    assert_eq!(why(b"Dear diary").await, Unusable::NotABackup(NotABackup::Text));
    let junk = vec![b'0'; 1_000_000];
    let shares = std::cell::RefCell::new(Vec::new());
    let stopped = read(&persistence, Blob::of(&junk), |share| {
        shares.borrow_mut().push(share);
        shares.borrow().len() < 3
    });
    assert_eq!(stopped.await.err(), Some(Unusable::Stopped));
    let shares = shares.take();
    assert!(shares.is_sorted() && shares.len() == 3 && shares[2] < 1.0, "{shares:?}");

    let text = backup(&[session("a"), session("b")], None, &[]);
    let last_line = text.find(&encode_entry(&session("b"))).unwrap();
    let found = read(&persistence, file(&text[..last_line + 9]), |_| true).await.unwrap();
    assert!(found.is_incomplete);
    assert!(restore(&persistence, &found, SettingsChoice::KeepOurs, |_| true).await.unwrap());
    assert_eq!(shown(&persistence), ["a"]);
    steps::undo(&persistence).await.unwrap();
    assert_eq!(dump().await, Dump::new());
    empty().await;
}
