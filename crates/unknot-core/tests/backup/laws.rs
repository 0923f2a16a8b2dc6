//! Merging is a union: no order of restoring can lose anything.

use proptest::prelude::*;
use unknot_core::backup::SettingsChoice;
use unknot_core::domain::civil::Moment;

use crate::device::{APP, Device, contents, read};
use crate::round_trip::device;

const NOW: Moment = Moment { utc_ms: 0, offset_min: 0 };

fn restored(mut onto: Device, file: &str) -> Device {
    let contents = contents(file.as_bytes()).unwrap();
    let plan = onto.plan(&contents, SettingsChoice::KeepOurs);
    onto.apply(&plan, file, usize::MAX);
    onto
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn restoring_is_commutative_associative_and_idempotent(
        [a, b, c] in [device(), device(), device()],
    ) {
        let [fa, fb, fc] = [&a, &b, &c].map(|device| device.backup_as(NOW, APP));
        // a ∪ b = b ∪ a
        let ab = restored(a.clone(), &fb);
        prop_assert_eq!(ab.log(), restored(b.clone(), &fa).log());
        // (a ∪ b) ∪ c = a ∪ (b ∪ c)
        let bc = restored(b.clone(), &fc).backup_as(NOW, APP);
        prop_assert_eq!(restored(ab.clone(), &fc).log(), restored(a.clone(), &bc).log());
        // a ∪ b ∪ b = a ∪ b
        prop_assert_eq!(restored(ab.clone(), &fb), ab.clone());
        prop_assert_eq!(restored(a.clone(), &fa).log(), a.log());
        // Nothing of either is lost.
        prop_assert_eq!(a.log().missing_in(&ab.log()).count(), 0);
        prop_assert_eq!(b.log().missing_in(&ab.log()).count(), 0);
        prop_assert!(a.recordings.iter().all(|(text, ours)| ab.recordings[text] == *ours));
        prop_assert!(b.recordings.keys().all(|text| ab.recordings.contains_key(text)));
    }

    #[test]
    fn joined_files_are_the_union(a in device(), b in device()) {
        let [fa, fb] = [a, b].map(|device| device.backup_as(NOW, APP));
        let [ra, rb] = [&fa, &fb].map(|file| read(file.as_bytes()).unwrap());
        for joined in [format!("{fa}{fb}"), format!("{fb}{fa}"), format!("{fa}{fb}{fa}")] {
            let read = read(joined.as_bytes());
            // The two have the same header if they have as many entries, and are then one.
            let read = read.or_else(|_| contents(joined.as_bytes()).ok_or("unread")).unwrap();
            prop_assert_eq!(&read.log, &ra.log.clone().merge(rb.log.clone()));
            prop_assert_eq!(read.settings.is_some(), ra.settings.is_some() || rb.settings.is_some());
        }
    }

    #[test]
    fn a_preview_says_what_a_restore_does(mine in device(), theirs in device()) {
        let file = theirs.backup_as(NOW, APP);
        let contents = read(file.as_bytes()).unwrap();
        let preview = mine.preview(&contents);
        let after = restored(mine.clone(), &file);
        let (before, now) = (mine.log().sessions().len(), after.log().sessions().len());
        let sessions = preview.sessions;
        let added = sessions.new + sessions.brought_back;
        prop_assert_eq!(before + added, now + sessions.deleted_there);
        let added = preview.recordings.new;
        prop_assert_eq!(mine.recordings.len() + added, after.recordings.len());
        // Afterwards nothing is left to be done.
        let again = after.preview(&contents);
        prop_assert_eq!(again.sessions.new + again.sessions.brought_back, 0);
        prop_assert_eq!(again.sessions.changed + again.sessions.deleted_there, 0);
        prop_assert_eq!(again.recordings.new, 0);
    }
}
