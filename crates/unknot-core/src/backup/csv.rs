//! The sessions as a table for other programs (RFC 4180).

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::domain::civil::Moment;
use crate::domain::time::Millis;
use crate::history::{Log, Outcome, Session, What};

/// The names of the columns.
const COLUMNS: &str = "start,day,routine,planned_seconds,practised_seconds,worked_seconds,counts,outcome,skipped_steps,hurt,id,note\r\n";

/// The characters with which a spreadsheet begins a formula, also in full width, and those that it
/// may skip before one (OWASP, "CSV Injection").
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The longest offset from UTC that any clock has, in minutes.
const LARGEST_OFFSET: i16 = 14 * 60;

/// The sessions that aren't deleted as CSV, a line each in order of start, after the names of the
/// columns. Lines end with CR LF.
///
/// `counts` is whether the session marks its day. The outcome of a session that was added afterwards is `added`; what only the
/// app can know of a session is then empty, and so is what was worked where an older version recorded it.
///
/// `title` names what was done. Starts are in ISO 8601, by the clock of the device and with its offset from UTC. A text
/// that a spreadsheet might take for a formula gets an apostrophe in front.
pub fn sessions_csv(log: &Log, title: impl Fn(&What) -> String) -> impl Iterator<Item = String> {
    let sessions = log.sessions().into_iter();
    std::iter::once(COLUMNS.to_owned()).chain(sessions.map(move |session| row(session, &title)))
}

fn row(session: &Session, title: impl Fn(&What) -> String) -> String {
    let record = session.record();
    let seconds = |time: Millis| (time.0 / 1000).to_string();
    let hurts = record.iter().flat_map(|record| &record.hurts);
    let hurts: Vec<&str> = hurts.map(|hurt| hurt.pose.slug()).collect();
    let skipped = record.and_then(|record| record.skipped);
    let cells = [
        session.started().map(iso_8601).unwrap_or_default(),
        session.day().to_string(),
        title(&session.what()),
        record.map(|record| seconds(record.planned)).unwrap_or_default(),
        seconds(session.practised()),
        record.and_then(|record| record.worked).map(seconds).unwrap_or_default(),
        if session.counts() { "yes" } else { "no" }.to_owned(),
        record.map_or("added", |record| outcome(record.outcome)).to_owned(),
        skipped.map(|skipped| skipped.to_string()).unwrap_or_default(),
        hurts.join(" "),
        session.id().to_string(),
        session.note().unwrap_or_default().to_owned(),
    ];
    let cells: Vec<_> = cells.iter().map(|text| cell(text)).collect();
    cells.join(",") + "\r\n"
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Finished => "finished",
        Outcome::EndedEarly => "ended_early",
        Outcome::Interrupted => "interrupted",
    }
}

/// A cell: text that can do nothing is written as it is, any other is quoted.
fn cell(text: &str) -> Cow<'_, str> {
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | ':' | '.' | '+');
    let is_formula = text.trim_start_matches(' ').starts_with(FORMULA);
    if !is_formula && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let guard = if is_formula { "'" } else { "" };
    Cow::Owned(format!("\"{guard}{}\"", text.replace('"', "\"\"")))
}

/// `2026-11-24T07:30:05+01:00`. In UTC if the offset is none that a clock can have.
fn iso_8601(moment: Moment) -> String {
    let is_possible = (-LARGEST_OFFSET..=LARGEST_OFFSET).contains(&moment.offset_min);
    let local = if is_possible { moment } else { Moment { offset_min: 0, ..moment } };
    let (day, minute) = (local.day(0), local.minute_of_day());
    let second = local.utc_ms.div_euclid(1000).rem_euclid(60);
    let mut text = format!("{day}T{:02}:{:02}:{second:02}", minute / 60, minute % 60);
    let sign = if local.offset_min < 0 { '-' } else { '+' };
    let offset = local.offset_min.unsigned_abs();
    // Writing to a string can't fail.
    let _ = write!(text, "{sign}{:02}:{:02}", offset / 60, offset % 60);
    text
}
