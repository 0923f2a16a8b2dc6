//! The sessions that a print names one by one.

use std::cmp::Reverse;

use crate::history::{Log, Session};

use super::practice::practice_in;
use super::span::Span;

/// So many sessions are all named. Of more, only those with a note.
const FEW: usize = 12;
/// What the day, the name and the length of a session take of the room, in characters.
const HEAD: usize = 60;

/// Some sessions, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// The sessions.
    pub sessions: Vec<&'a Session>,
    /// Whether these are all of their days, or only those with a note.
    pub are_all: bool,
}

impl<'a> Told<'a> {
    /// Of the days of `span`, all sessions if they are few, otherwise those with a note. As many as fit into `room`
    /// characters, and always the newest.
    pub fn of(log: &'a Log, span: Span, room: usize) -> Self {
        let mut sessions: Vec<_> = practice_in(log, span).collect();
        // Those of a day have their newest first already.
        sessions.sort_by_key(|session| Reverse(session.day()));
        let is_few = sessions.len() <= FEW;
        sessions.retain(|session| is_few || session.note().is_some());
        let mut used = 0;
        let fitting = sessions.iter().take_while(|session| {
            used += HEAD + session.note().map_or(0, |note| note.chars().count());
            used <= room
        });
        let (fitting, all) = (fitting.count(), sessions.len());
        sessions.truncate(fitting.max(1));
        Self { are_all: is_few && fitting == all, sessions }
    }
}
