//! Reporting of changes, and closing.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::super::status::{Activity, Outcome};
use super::LineRecorder;
use crate::platform::{recordings, testing};

/// A recorder of one line, its owner, and the number of its reports.
fn recorder() -> (Owner, LineRecorder, Rc<Cell<u32>>) {
    let (owner, reports) = (Owner::new(), Rc::new(Cell::new(0)));
    let counted = reports.clone();
    let recorder = owner.with(|| {
        LineRecorder::new(vec!["Bridge.".to_owned()], move || counted.set(counted.get() + 1))
    });
    (owner, recorder, reports)
}

/// Queries the database until `holds`.
async fn until(holds: impl Fn() -> bool) {
    testing::wait_until(async || {
        recordings::all().await.unwrap();
        untrack(&holds)
    })
    .await;
}

#[wasm_bindgen_test]
async fn changes_are_reported_once_when_the_page_is_left() {
    let (owner, recorder, reports) = recorder();
    for _ in 0..2 {
        recorder.delete(0);
        assert_eq!(untrack(|| recorder.activity()), Activity::Saving(0));
        until(|| recorder.activity() == Activity::Idle).await;
        assert_eq!(untrack(|| recorder.outcome(0)), Some(Outcome::Deleted));
    }
    assert_eq!(reports.get(), 0);
    owner.cleanup();
    owner.cleanup();
    assert_eq!(reports.get(), 1);
}

#[wasm_bindgen_test]
async fn a_change_that_ends_after_the_page_was_left_is_reported_then() {
    let (owner, recorder, reports) = recorder();
    recorder.delete(0);
    owner.cleanup();
    assert_eq!(reports.get(), 0);
    until(|| reports.get() > 0).await;
    assert_eq!(reports.get(), 1);
}

#[wasm_bindgen_test]
async fn a_recorder_without_changes_reports_nothing() {
    let (owner, _recorder, reports) = recorder();
    drop(owner);
    until(|| true).await;
    assert_eq!(reports.get(), 0);
}
