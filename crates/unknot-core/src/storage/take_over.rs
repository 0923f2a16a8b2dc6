//! Taking over what earlier versions stored under keys that all copies of the app on a host shared.

use super::{keys, segment};

/// Whether a key of an earlier version is taken over from localStorage before anything is read. Heartbeats are not: whether
/// their session is still running is known later.
pub fn is_taken_over_at_first(key: &str) -> bool {
    !key.starts_with(keys::HOME) && !key.starts_with(keys::HEARTBEAT)
}

/// The text to store under a key of localStorage, given the one that is there and the shared one. `None` if nothing has to be
/// stored. The log is a set, so segments are united; anything else that is there stays. Doing it twice changes nothing.
pub fn take_over(key: &str, own: Option<&str>, shared: &str) -> Option<String> {
    let Some(own) = own else { return Some(shared.to_owned()) };
    if !key.starts_with(keys::LOG_PREFIX) {
        return None;
    }
    let known: Vec<_> = segment::lines(own).collect();
    let missing: Vec<_> = segment::lines(shared).filter(|line| !known.contains(line)).collect();
    (!missing.is_empty()).then(|| {
        let mut text = own.to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        for line in missing {
            text.extend([line, "\n"]);
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_united_line_by_line() {
        let month = "unknot.log.v1.2026-11";
        let united = |own: &str, shared: &str| take_over(month, Some(own), shared);
        assert_eq!(take_over(month, None, "a\nb\n").as_deref(), Some("a\nb\n"));
        assert_eq!(united("a\n", "a\nb\n").as_deref(), Some("a\nb\n"));
        assert_eq!(united("c\n", "a\nb\n").as_deref(), Some("c\na\nb\n"));
        // A line that was cut off doesn't spoil the next one.
        assert_eq!(united("c", "a").as_deref(), Some("c\na\n"));
        assert_eq!(united("", "\na\n").as_deref(), Some("a\n"));
        for own in ["a\nb\n", "b\na\nc\n"] {
            assert_eq!(united(own, "a\nb\n"), None);
        }
    }

    #[test]
    fn a_value_of_its_own_stays() {
        for key in
            [keys::SETTINGS, keys::SETTINGS_V1, "unknot.quarantine.cbf43926-9", "unknot.later"]
        {
            assert!(is_taken_over_at_first(key));
            assert_eq!(take_over(key, None, "shared").as_deref(), Some("shared"));
            assert_eq!(take_over(key, Some("own"), "shared"), None);
            assert_eq!(take_over(key, Some(""), "shared"), None);
        }
        for key in [keys::HEARTBEAT, "unknot.heartbeat.a-1", keys::HOME, keys::HOME_RECORDINGS] {
            assert!(!is_taken_over_at_first(key));
        }
    }
}
