//! Records and heartbeats in both places.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::platform::testing::{FILLER, empty_storage, fill_local_storage, next_frame, wait_until};
use crate::services::notices::Notice;

#[wasm_bindgen_test]
async fn each_place_is_repaired_from_the_other() {
    empty_storage().await;
    put_locally(&[entry("a"), entry("b")]);
    put_in_journal(&entry("b")).await;
    put_in_journal(&entry("c")).await;
    let persistence = start();
    // The first paint has what localStorage holds.
    assert_eq!(shown(&persistence), ["a", "b"]);
    let journal = recovery::reconcile(&persistence).await;
    assert_eq!(shown(&persistence), ["a", "b", "c"]);
    recovery::repair(&persistence, journal).await;
    assert_eq!(shown(&persistence), ["a", "b", "c"]);
    assert_eq!(locally(), ["a", "b", "c"]);
    assert_eq!(in_journal().await, ["a", "b", "c"]);
    assert_eq!(persistence.notices.all(), []);
}

#[wasm_bindgen_test]
async fn a_place_that_was_lost_completely_is_restored() {
    empty_storage().await;
    put_in_journal(&entry("a")).await;
    assert_eq!(shown(&recovered().await), ["a"]);
    assert_eq!(locally(), ["a"]);

    journal::remove(&keys::journal_entry(entry("a").id())).await.unwrap();
    assert_eq!(shown(&recovered().await), ["a"]);
    assert_eq!(in_journal().await, ["a"]);
}

#[wasm_bindgen_test]
async fn a_session_is_stored_in_both_places_and_its_heartbeat_removed() {
    empty_storage().await;
    let persistence = recovered().await;
    save_heartbeat(&persistence, "a");
    wait_until(async || heartbeats().await == (true, true)).await;
    let summary = Summary {
        finished: true,
        planned: Millis::minutes(10),
        practised: Millis::minutes(9),
        worked: Millis::minutes(8),
        skipped: 1,
    };
    persistence.save_session("a", STARTED, "morning-ten", &summary, &[], 240);
    assert_eq!(shown(&persistence), ["a"]);
    wait_until(async || heartbeats().await == (false, false)).await;
    // The journal holds nothing but the record.
    let texts = journal::all().await.unwrap();
    assert_eq!(texts, [("entry.a".to_owned(), storage::encode_entry(&entry("a")))]);
    assert_eq!(locally(), ["a"]);
}

#[wasm_bindgen_test]
async fn a_session_that_was_taken_over_has_what_the_other_tab_practised() {
    let ended_after = |seconds: u32| Summary {
        finished: false,
        planned: Millis::minutes(10),
        practised: Millis::secs(seconds),
        worked: Millis::secs(seconds.saturating_sub(30)),
        skipped: 0,
    };
    empty_storage().await;
    let persistence = recovered().await;
    for (id, here, recorded) in [("a", 0, 90), ("b", 70, 90), ("c", 110, 110)] {
        put_heartbeat_locally(&heartbeat(id, 1));
        persistence.save_session(id, STARTED, "morning-ten", &ended_after(here), &[], 240);
        let stored = persistence.log.with_untracked(|log| {
            let entry = log.get(&id.parse().unwrap()).unwrap();
            (entry.record().unwrap().practised, entry.record().unwrap().worked)
        });
        let expected = (Millis::secs(recorded), Some(Millis::secs(recorded - 30)));
        assert_eq!(stored, expected, "{here} s were practised here");
    }
    // Less than what counts is not recorded, unless something hurt.
    persistence.save_session("d", STARTED, "morning-ten", &ended_after(0), &[], 240);
    persistence.save_session("e", STARTED, "morning-ten", &ended_after(44), &[], 240);
    assert_eq!(shown(&persistence), ["a", "b", "c"]);
    wait_until(async || {
        in_journal().await == ["a", "b", "c"]
            && locally() == ["a", "b", "c"]
            && heartbeats().await == (false, false)
    })
    .await;
}

#[wasm_bindgen_test]
async fn concurrent_entries_of_another_tab_are_kept() {
    empty_storage().await;
    let (persistence, other) = (recovered().await, locks::acquire(locks::LOG).await);
    persistence.append(entry("a"));
    wait_until(async || in_journal().await == ["a"]).await;
    // It waits for the other tab, which has already read the month and writes it now.
    assert_eq!(locally(), [""; 0]);
    put_locally(&[entry("b")]);
    drop(other);
    wait_until(async || {
        in_journal().await;
        locally() == ["a", "b"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_hanging_journal_does_not_delay_local_storage() {
    empty_storage().await;
    let persistence = recovered().await;
    put_heartbeat_locally(&heartbeat("a", 1));
    let page = busy_journal().await;
    persistence.append(entry("a"));
    wait_until(async || {
        next_frame().await;
        locally() == ["a"] && local_storage::keys(keys::HEARTBEAT).is_empty()
    })
    .await;
    drop(page);
    wait_until(async || in_journal().await == ["a"]).await;
}

#[wasm_bindgen_test]
async fn while_local_storage_is_full_the_journal_has_the_record() {
    empty_storage().await;
    let persistence = recovered().await;
    put_heartbeat_locally(&heartbeat("a", 1));
    put_heartbeat_in_journal(&heartbeat("a", 1)).await;
    fill_local_storage();
    persistence.append(entry("a"));
    // Only the place without the record keeps the heartbeat.
    wait_until(async || heartbeats().await == (true, false)).await;
    assert_eq!(in_journal().await, ["a"]);
    assert_eq!(locally(), [""; 0]);
    assert_eq!(persistence.notices.all(), []);

    local_storage::remove(FILLER);
    let persistence = recovered().await;
    assert_eq!(locally(), ["a"]);
    assert_eq!(shown(&persistence), ["a"]);
    // The session has a record, so there is nothing to resume.
    assert_eq!(persistence.interrupted.get_untracked(), None);
    wait_until(async || heartbeats().await == (false, false)).await;
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn a_long_log_has_its_newest_months_and_the_flare_at_first_and_everything_after_recovery() {
    const MONTHS: i32 = 12;
    empty_storage().await;
    let noted = day().plus(-30 * (MONTHS - 1));
    let kinds = (0..MONTHS).flat_map(|month| {
        (0..40).map(move |number| {
            let day = day().plus(-30 * month);
            let id = format!("{month}-{number}").parse().unwrap();
            Kind::Session(Record { id, day, ..entry("a").record().unwrap().clone() })
        })
    });
    let flare = FlareNote {
        id: "flare".parse().unwrap(),
        at: Moment { utc_ms: i64::from(noted.epoch_days()) * 86_400_000, offset_min: 0 },
        day: noted,
        pace: Some(Pace::Small),
    };
    for entry in kinds.chain([Kind::Flare(flare)]).map(Entry::from) {
        let key = keys::month(entry.day());
        let text = storage::append(&local_storage::read(&key).unwrap_or_default(), &entry);
        local_storage::write(&key, &text).unwrap();
    }
    let persistence = start();
    assert_eq!(shown(&persistence).len(), 80);
    assert_eq!(persistence.log.with_untracked(Log::flare).map(|flare| flare.since), Some(noted));
    assert!(!persistence.is_complete.get_untracked());
    let newest = persistence.log.with_untracked(|log| log.sessions_on(day()).len());
    assert_eq!(newest, 40);

    let persistence = recovered().await;
    assert_eq!(shown(&persistence).len(), 480);
    assert!(persistence.is_complete.get_untracked());
    empty_storage().await;
    assert!(start().is_complete.get_untracked(), "a short log is complete at once");
}

#[wasm_bindgen_test]
async fn the_search_for_a_flare_goes_back_to_the_newest_note_that_is_not_deleted() {
    empty_storage().await;
    let put = |kind: Kind| {
        let entry = Entry::from(kind);
        let key = keys::month(entry.day());
        let text = storage::append(&local_storage::read(&key).unwrap_or_default(), &entry);
        local_storage::write(&key, &text).unwrap();
    };
    let session = |number: usize| {
        let id = format!("s{number}").parse().unwrap();
        Kind::Session(Record { id, ..entry("a").record().unwrap().clone() })
    };
    let note = |id: &str, ago: i32, pace| {
        let day = day().plus(-ago);
        let at = Moment { utc_ms: i64::from(day.epoch_days()) * 86_400_000, offset_min: 0 };
        FlareNote { id: id.parse().unwrap(), at, day, pace }
    };
    (0..AT_FIRST).map(session).for_each(put);
    put(Kind::Flare(note("began", 100, Some(Pace::Rest))));
    put(Kind::Flare(note("over", 40, None)));
    let flare = || start().log.with_untracked(Log::flare).map(|flare| flare.pace);
    assert_eq!(flare(), None);
    let FlareNote { id, at, day, .. } = note("deletion", 0, None);
    put(Kind::Deleted(Mark { id, at, day, target: "over".parse().unwrap() }));
    assert_eq!(flare(), Some(Pace::Rest));
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn the_person_is_told_when_neither_place_has_the_record() {
    empty_storage().await;
    let persistence = recovered().await;
    fill_local_storage();
    let page = busy_journal().await;
    persistence.append(entry("a"));
    wait_until(async || {
        next_frame().await;
        persistence.notices.all() == [Notice::StorageFull]
    })
    .await;
    assert_eq!(shown(&persistence), ["a"]);
    drop(page);
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn the_journal_keeps_the_preferred_record_of_a_session() {
    empty_storage().await;
    let record = |practised, outcome| {
        let record = entry("a").record().unwrap().clone();
        Entry::from(Record { practised: Millis::secs(practised), outcome, ..record })
    };
    let (short, long) = (record(9, Outcome::EndedEarly), record(29, Outcome::Interrupted));
    for order in [[&short, &long], [&long, &short]] {
        for entry in order {
            // In tabs that don't know of each other.
            assert!(write_to_journal(entry).await);
        }
        let texts = journal::all().await.unwrap();
        assert_eq!(texts, [("entry.a".to_owned(), storage::encode_entry(&long))]);
        journal::remove("entry.a").await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn an_entry_of_another_tab_is_shown_at_once() {
    empty_storage().await;
    let persistence = recovered().await;
    other_tabs::follow(&persistence);
    put_heartbeat_locally(&heartbeat("b", 1));
    persistence.interrupted.set(Some(heartbeat("b", 1)));
    let tab = OtherPage::open();
    for id in ["a", "b"] {
        let text = format!("entry\n{}", storage::encode_entry(&entry(id)));
        // Of ASCII text this is what JavaScript would write, too.
        tab.run(&format!("new BroadcastChannel('unknot').postMessage({text:?})")).await;
    }
    wait_until(async || {
        next_frame().await;
        shown(&persistence) == ["a", "b"]
    })
    .await;
    // It can't be resumed any more.
    assert_eq!(persistence.interrupted.get_untracked(), None);
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn a_tab_that_was_asleep_catches_up() {
    empty_storage().await;
    let persistence = recovered().await;
    // Other tabs have recorded a session, and have been killed in another one.
    put_locally(&[entry("a")]);
    put_heartbeat_in_journal(&heartbeat("b", 1)).await;
    other_tabs::catch_up(&persistence);
    assert_eq!(shown(&persistence), ["a"]);
    wait_until(async || {
        next_frame().await;
        persistence.interrupted.get_untracked() == Some(heartbeat("b", 1))
    })
    .await;
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn a_flare_noted_while_the_clock_was_ahead_can_be_ended() {
    empty_storage().await;
    let persistence = recovered().await;
    let ahead = Moment { utc_ms: clock::now().utc_ms + 365 * 86_400_000, offset_min: 0 };
    let note = FlareNote {
        id: "a".parse().unwrap(),
        at: ahead,
        day: ahead.day(240),
        pace: Some(Pace::Rest),
    };
    persistence.append(Entry::from(Kind::Flare(note)));
    persistence.record_flare(None, 240).unwrap();
    assert_eq!(persistence.log.with_untracked(Log::flare), None);
    persistence.record_flare(Some(Pace::Short), 240).unwrap();
    let flare = persistence.log.with_untracked(Log::flare).unwrap();
    assert_eq!((flare.pace, flare.since), (Pace::Short, clock::now().day(240)));
    wait_until(async || in_journal().await.len() == 3).await;
    empty_storage().await;
}
