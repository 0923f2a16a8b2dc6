//! The tables of each app, which are recognised by the names of their columns.

use crate::domain::civil::CivilDay;
use crate::history::EntryId;

use super::dates::{date_and_time, duration, hours_and_minutes, number, zoned};
use super::{Start, Why};

/// The most characters of an activity or a note. The rest is left out.
const LONGEST_TEXT: usize = 500;

/// The apps whose tables can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum App {
    /// Insight Timer: `Started At,Duration,Preset,Activity`, by the clock of the device.
    InsightTimer,
    /// Meditation Assistant: `ID,Length,Started,Completed,Message`, in UTC and to the minute.
    MeditationAssistant,
    /// Meditate: `start_time_unix,duration_secs,mode,label,note`.
    Meditate,
    /// This app ([`sessions_csv`](crate::backup::sessions_csv)).
    Unknot,
}

/// Which column is which, by their place.
pub(super) struct Columns {
    pub(super) app: App,
    start: usize,
    length: usize,
    activity: Option<usize>,
    note: Option<usize>,
    id: Option<usize>,
    day: Option<usize>,
}

/// A line of a table, read as far as that needs no other line.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: Option<EntryId>,
    pub(super) start: Start,
    pub(super) day: Option<CivilDay>,
    pub(super) seconds: u32,
    pub(super) activity: String,
    pub(super) note: String,
}

/// The columns that tell an app: of the start, of the length, and others that are there.
const APPS: [(App, &str, &str, &[&str]); 4] = [
    (App::Unknot, "start", "practised_seconds", &["day", "id"]),
    (App::Meditate, "start_time_unix", "duration_secs", &[]),
    (App::MeditationAssistant, "started", "length", &["completed"]),
    (App::InsightTimer, "started at", "duration", &[]),
];

impl App {
    /// Its name, as its makers write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::InsightTimer => "Insight Timer",
            Self::MeditationAssistant => "Meditation Assistant",
            Self::Meditate => "Meditate",
            Self::Unknot => "Unknot",
        }
    }

    /// Its part of ids, which never changes.
    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::InsightTimer => "insight",
            Self::MeditationAssistant => "assistant",
            Self::Meditate => "meditate",
            Self::Unknot => "unknot",
        }
    }
}

impl Columns {
    /// The columns with these names, in any order.
    pub(super) fn of(names: &[String]) -> Option<Self> {
        let names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let place = |wanted: &str| names.iter().position(|name| name == wanted);
        APPS.into_iter().find_map(|(app, start, length, others)| {
            let (start, length) = (place(start)?, place(length)?);
            if others.iter().any(|name| place(name).is_none()) {
                return None;
            }
            let first_of = |wanted: &[&str]| wanted.iter().find_map(|name| place(name));
            Some(Self {
                app,
                start,
                length,
                activity: first_of(&["activity", "label", "routine"]),
                note: first_of(&["message", "note"]),
                // Other apps number their sessions anew on each device.
                id: place("id").filter(|_| app == App::Unknot),
                day: place("day").filter(|_| app == App::Unknot),
            })
        })
    }

    /// Reads a line.
    pub(super) fn row(&self, cells: &[String]) -> Result<Row, Why> {
        let cell = |place: usize| cells.get(place).map(String::as_str).ok_or(Why::Columns);
        let text = |place: Option<usize>| {
            let text = place.and_then(|place| cells.get(place)).map_or("", String::as_str);
            text.chars().take(LONGEST_TEXT).collect::<String>()
        };
        let (start, length) = (cell(self.start)?, cell(self.length)?);
        let day = self.day.and_then(|place| cell(place).ok()?.parse().ok());
        Ok(Row {
            id: self.id.and_then(|place| cell(place).ok()?.parse().ok()),
            start: self.start(start, day).ok_or(Why::Start)?,
            day,
            seconds: self.seconds(length).ok_or(Why::Length)?,
            activity: text(self.activity),
            note: text(self.note),
        })
    }

    fn start(&self, text: &str, day: Option<CivilDay>) -> Option<Start> {
        match self.app {
            App::InsightTimer => date_and_time(text).map(|(date, time)| Start::Local(date, time)),
            App::MeditationAssistant => {
                let (date, time) = date_and_time(text)?;
                Some(Start::Utc(time.on(date.day(None)?)))
            }
            App::Meditate => {
                let seconds: i64 = text.trim().parse().ok()?;
                Some(Start::Utc(seconds.checked_mul(1000)?))
            }
            // The start of a session that was added afterwards may not be known.
            App::Unknot if text.is_empty() => {
                let (date, time) = date_and_time(&format!("{} 12:00", day?))?;
                Some(Start::Local(date, time))
            }
            App::Unknot => zoned(text).map(Start::Zoned),
        }
    }

    fn seconds(&self, text: &str) -> Option<u32> {
        match self.app {
            App::InsightTimer => duration(text),
            App::MeditationAssistant => hours_and_minutes(text),
            App::Meditate | App::Unknot => number(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apps_are_told_by_their_columns_in_any_order() {
        let app = |header: &str| {
            let names: Vec<_> = header.split(',').map(str::to_owned).collect();
            Columns::of(&names).map(|columns| columns.app)
        };
        assert_eq!(app("Started At,Duration,Preset,Activity"), Some(App::InsightTimer));
        assert_eq!(app("activity,DURATION,started at"), Some(App::InsightTimer));
        assert_eq!(app("ID,Length,Started,Completed,Message"), Some(App::MeditationAssistant));
        assert_eq!(app("start_time_unix,duration_secs,mode,label,note"), Some(App::Meditate));
        assert_eq!(app("start,day,routine,practised_seconds,id"), Some(App::Unknot));
        for other in ["", "start,end", "Date,Amount", "duration", "started,length"] {
            assert_eq!(app(other), None, "{other}");
        }
    }
}
