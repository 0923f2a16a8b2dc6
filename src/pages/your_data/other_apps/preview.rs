//! What the table of another app has, in plain words.

use crate::services::backup::import::{FoundSessions, NoTable};
use crate::services::dates;
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};
use unknot_core::import::{App, DayOrder, ImportError, Imported, Unreadable, Why};

/// So many sessions are shown as they were read.
const SHOWN: usize = 3;

/// Which app it is from, how many sessions would be added, and of which days.
pub(super) fn about_the_sessions(found: &FoundSessions) -> Vec<String> {
    let import = &found.import;
    let mut lines = vec![fill(Key::OtherAppsFrom, &[("app", import.app.name())])];
    let counts = [
        (PluralKey::OtherAppsNew, found.new),
        (PluralKey::OtherAppsHere, found.here),
        (PluralKey::RestoreSessionsStay, found.deleted),
        (PluralKey::OtherAppsRepeated, import.repeated),
    ];
    lines.extend(counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| counted(key, n)));
    if let (Some(first), Some(last)) = (import.sessions.first(), import.sessions.last()) {
        let [first, last] = [first, last].map(|session| dates::date(session.day));
        lines.push(fill(Key::OtherAppsSpan, &[("first", &first), ("last", &last)]));
    }
    if import.app == App::MeditationAssistant {
        lines.push(text(Key::OtherAppsUtc).to_owned());
    }
    lines
}

/// How many sessions are here with the day and the month the other way round, and what to do before these are added.
pub(super) fn about_doubles(found: &FoundSessions, can_undo: bool) -> Vec<String> {
    let what_to_do = if can_undo { Key::OtherAppsTakeOutFirst } else { Key::OtherAppsDeleteFirst };
    vec![counted(PluralKey::OtherAppsOtherWay, found.other_way), text(what_to_do).to_owned()]
}

/// The first sessions, as they were read.
pub(super) fn first_sessions(found: &FoundSessions) -> Vec<String> {
    found.import.sessions.iter().take(SHOWN).map(session).collect()
}

fn session(session: &Imported) -> String {
    let values = [
        ("date", dates::date(session.started.day(0))),
        ("time", dates::clock_time(session.started)),
        ("length", dates::length(session.practised)),
    ];
    let shown =
        fill(Key::OtherAppsSession, &values.each_ref().map(|(name, value)| (*name, &**value)));
    if session.activity.is_empty() { shown } else { format!("{shown}, {}", session.activity) }
}

/// How many lines can't be read. `None` if all can.
pub(super) fn about_the_lines(found: &FoundSessions) -> Option<String> {
    let count = found.import.unreadable_count;
    (count > 0).then(|| counted(PluralKey::OtherAppsUnreadable, count))
}

/// The lines that can't be read, and why.
pub(super) fn unreadable_lines(found: &FoundSessions) -> Vec<String> {
    let import = &found.import;
    let mut lines: Vec<_> = import.unreadable.iter().map(unreadable).collect();
    if import.unreadable.len() < import.unreadable_count {
        lines.push(text(Key::OtherAppsMoreLines).to_owned());
    }
    lines
}

fn unreadable(line: &Unreadable) -> String {
    let key = match line.why {
        Why::Columns => Key::OtherAppsWhyColumns,
        Why::Start => Key::OtherAppsWhyStart,
        Why::Length => Key::OtherAppsWhyLength,
    };
    fill(key, &[("line", &line.line.to_string())])
}

/// The question what a date of the table means.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Question {
    /// In words.
    pub(super) legend: String,
    /// The day that it is with the month first.
    pub(super) month_first: String,
    /// The day that it is with the day first.
    pub(super) day_first: String,
}

/// The question whether the day or the month comes first. `None` if that is clear.
pub(super) fn about_the_order(found: &FoundSessions) -> Option<Question> {
    let numbers = found.import.either_way?;
    let date = |order: DayOrder| Some(dates::date(order.day(numbers)?));
    let (month_first, day_first) = (date(DayOrder::MonthFirst)?, date(DayOrder::DayFirst)?);
    let [first, second, year] = numbers;
    let example = format!("{first:02}/{second:02}/{year}");
    let values = [("example", &*example), ("month-first", &month_first), ("day-first", &day_first)];
    let legend = fill(Key::OtherAppsOrder, &values);
    Some(Question { legend, month_first, day_first })
}

/// Why a file can't be added, and what to do.
pub(super) fn about_the_error(why: &NoTable) -> &'static str {
    text(match why {
        NoTable::Other(ImportError::Empty) => Key::OtherAppsEmpty,
        NoTable::Other(ImportError::Binary) => Key::OtherAppsBinary,
        NoTable::Other(ImportError::Backup) => Key::OtherAppsBackup,
        NoTable::Other(ImportError::TooLarge) => Key::OtherAppsTooLarge,
        NoTable::Other(ImportError::UnknownColumns) => Key::OtherAppsUnknown,
        NoTable::Unreadable => Key::RestoreUnreadable,
        NoTable::Stopped => Key::RestoreStopped,
    })
}

fn counted(key: PluralKey, n: usize) -> String {
    plural(key, u32::try_from(n).unwrap_or(u32::MAX))
}
