//! The sessions from which the views are made.

use crate::history::{Log, Session};

use super::span::Span;

/// The sessions of some days, in order of the day.
pub(super) fn practice_in(log: &Log, span: Span) -> impl Iterator<Item = &Session> {
    let end = span.last.plus(1).max(span.first);
    log.days_in(span.first..end).flat_map(|(_, sessions)| sessions)
}
