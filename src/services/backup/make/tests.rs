use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::*;
use crate::platform::testing::{empty_recordings, empty_storage, store_recording};
use crate::services::backup::testing::{persistence, start_empty, store_in_both, store_in_journal};
use crate::services::persistence::Persistence;
use unknot_core::backup::Reader;
use wasm_bindgen_test::wasm_bindgen_test;

/// A store with sessions, of which each place has some that the other lacks, and two recordings.
async fn stored(sessions: u32) -> Rc<Persistence> {
    start_empty().await;
    for number in 0..sessions {
        if number % 3 == 0 {
            store_in_journal(number).await;
        } else {
            store_in_both(number).await;
        }
    }
    store_recording("Bridge.").await;
    store_recording("Sphinx.").await;
    persistence()
}

async fn done() {
    empty_storage().await;
    empty_recordings().await;
}

#[wasm_bindgen_test]
async fn a_backup_has_everything_of_both_places_and_the_size_that_was_said() {
    let persistence = stored(250).await;
    // Made while the log is still being read.
    let everything = Everything::gather(&persistence).await;
    let seen = Rc::new(RefCell::new(Vec::new()));
    let see = seen.clone();
    let backup = make(everything, move |progress| {
        see.borrow_mut().push(progress);
        true
    })
    .await
    .ok()
    .unwrap();
    let bytes = backup.file.bytes().await;
    let mut reader = Reader::new();
    reader.push(&bytes);
    let contents = reader.finish().unwrap();
    assert_eq!(contents.log.entries().count(), 250);
    assert_eq!((backup.sessions, backup.unread), (250, 0));
    assert_eq!(contents.made, [backup.made]);
    let takes: Vec<_> = contents.recordings.iter().map(Take::from).collect();
    assert_eq!(takes, backup.takes);
    let texts: Vec<_> = contents.recordings.iter().map(|info| &*info.text).collect();
    assert_eq!(texts, ["Bridge.", "Sphinx."]);
    let seen = seen.take();
    assert!(seen.is_sorted_by(|a, b| a.done <= b.done) && seen[0].done == 0.0, "{seen:?}");
    assert_eq!(seen.last().unwrap().size, Some(bytes.len() as u64));
    done().await;
}

#[wasm_bindgen_test]
async fn a_backup_that_is_no_longer_wanted_stops() {
    let persistence = stored(250).await;
    for steps in 0..5 {
        let everything = Everything::gather(&persistence).await;
        let left = Cell::new(steps);
        let made = make(everything, |_| left.replace(left.get() - 1) > 0).await;
        assert_eq!(made.err(), Some(MakeError::Cancelled));
        assert_eq!(left.get(), -1, "it went on");
    }
    done().await;
}

#[wasm_bindgen_test]
async fn recordings_that_were_deleted_meanwhile_are_not_missed_by_the_reader() {
    let persistence = stored(1).await;
    let everything = Everything::gather(&persistence).await;
    empty_recordings().await;
    let backup = make(everything, |_| true).await.ok().unwrap();
    assert_eq!(backup.unread, 2);
    let mut reader = Reader::new();
    reader.push(&backup.file.bytes().await);
    assert!(reader.finish().unwrap().recordings.is_empty());
    done().await;
}
