//! The picture of a year: weeks are columns, days of the week are rows, in up to three parts beside or below each other.
//!
//! How much was practised is the size of a dot, not only its colour. All dots of a size are one path: 366 elements would
//! take a phone longer to draw than the rest of the page.

use core::fmt::Write;
use core::ops::Range;

use leptos::prelude::*;

use crate::services::dates;
use unknot_core::domain::civil::{CivilDay, Weekday};
use unknot_core::history::Pauses;
use unknot_core::history::views::{Level, Year, month_names};
use unknot_core::i18n::{Key, fill, text};

/// Weeks in a part: three parts have the 54 weeks in which a year may lie.
const WEEKS: i32 = 18;
/// The side of a day's square, in units of the drawing.
const SIDE: i32 = 12;
/// Each weekday whose letter is shown.
const LETTERS: [i32; 4] = [0, 2, 4, 6];
/// The columns that the name of a month needs.
const LABEL: i32 = 3;

/// What is drawn of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Picture {
    /// The letters of every other weekday, from the first on.
    letters: Vec<String>,
    /// The parts, in order. There are only as many as there are days for.
    parts: Vec<Part>,
}

/// Days that are marked, whether there was practice or not.
pub(super) struct Off {
    /// Rest days, among others.
    pub(super) pauses: Pauses,
    /// The days of flares.
    pub(super) flares: Vec<Range<CivilDay>>,
}

/// The weeks that are drawn beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    /// The names of months, and the column in which each begins, from 0 on.
    months: Vec<(i32, String)>,
    /// The outlines of the dots of each level.
    levels: [String; Level::ALL.len()],
    /// Days without practice.
    quiet: String,
    /// Rest days without practice.
    rest: String,
    /// Days of flares.
    flares: String,
    /// Today.
    today: String,
}

impl Picture {
    /// The days of a year up to today. For somebody who began in it, the picture begins with their first week: nothing is
    /// missing before.
    pub(super) fn of(
        year: &Year,
        off: &Off,
        today: CivilDay,
        first_ever: Option<CivilDay>,
        first_weekday: Weekday,
    ) -> Self {
        let from = first_ever.unwrap_or(today).max(year.span.first);
        let start = from.week_start(first_weekday);
        let to = year.span.last.min(today);
        let parts = (0..3).map(|part| start.plus(7 * WEEKS * part)).filter_map(|first| {
            let days = first.max(from)..first.plus(7 * WEEKS).min(to.plus(1));
            (days.start < days.end).then(|| Part::of(year, off, today, first, days))
        });
        let letters = LETTERS.map(|row| dates::weekday_letter(start.plus(row)));
        Self { letters: letters.to_vec(), parts: parts.collect() }
    }

    fn has_flares(&self) -> bool {
        self.parts.iter().any(|part| !part.flares.is_empty())
    }

    fn has_today(&self) -> bool {
        self.parts.iter().any(|part| !part.today.is_empty())
    }

    fn has_rest(&self) -> bool {
        self.parts.iter().any(|part| !part.rest.is_empty())
    }
}

impl Part {
    /// A part whose first column begins with the day `first`. Of its days, `days` are shown.
    fn of(year: &Year, off: &Off, today: CivilDay, first: CivilDay, days: Range<CivilDay>) -> Self {
        let mut part = Self { months: months(first, &days), ..Self::default() };
        let mut sessions = year.days.iter().skip_while(|day| day.day < days.start).peekable();
        for day in (0..days.end.since(days.start)).map(|n| days.start.plus(n)) {
            let place = day.since(first);
            let (column, row) = (place / 7 * SIDE, place % 7 * SIDE);
            let (x, y) = (column + SIDE / 2, row + SIDE / 2);
            let level = sessions.next_if(|next| next.day == day).and_then(|found| found.level());
            // A line without a length and with round ends is a dot.
            let _ = match level {
                Some(level) => write!(part.levels[level as usize], "M{x} {y}h0"),
                None if off.pauses.is_rest(day) => write!(part.rest, "M{} {y}h4", x - 2),
                None => write!(part.quiet, "M{x} {y}h0"),
            };
            if off.flares.iter().any(|flare| flare.contains(&day)) {
                let _ = write!(part.flares, "M{column} {row}h{SIDE}v{SIDE}h-{SIDE}z");
            }
            if day == today {
                part.today = ring(column, y);
            }
        }
        part
    }
}

/// A ring that begins at its left end.
fn ring(x: i32, y: i32) -> String {
    format!("M{x} {y}a6 6 0 1 0 12 0a6 6 0 1 0-12 0z")
}

/// The names of the months of a part.
fn months(first: CivilDay, days: &Range<CivilDay>) -> Vec<(i32, String)> {
    let named = month_names(first, days, WEEKS, LABEL).into_iter();
    named.map(|(column, month)| (column, dates::short_month(month))).collect()
}

/// The dots of a year. The sentence and the table say what they show.
#[component]
pub(super) fn YearPicture(
    /// What is drawn.
    picture: Memo<Picture>,
) -> impl IntoView {
    let parts = move || {
        let Picture { letters, parts } = picture.get();
        let views =
            parts.into_iter().map(|part| view! { <YearPart letters=letters.clone() part/> });
        views.collect_view()
    };
    view! {
        <div class="year" aria-hidden="true">
            {parts}
        </div>
    }
}

/// A part of a year.
#[component]
fn YearPart(letters: Vec<String>, part: Part) -> impl IntoView {
    let letters = letters.into_iter().map(|letter| view! { <span prop:textContent=letter></span> });
    let months = part.months.into_iter().map(|(column, name)| {
        let place = format!("{} / span {LABEL}", column + 1);
        view! { <span style:grid-column=place prop:textContent=name></span> }
    });
    let dots = part.levels.into_iter().zip(LEVEL_CLASSES);
    let dots = dots.map(|(d, class)| view! { <path class=class d=d></path> });
    view! {
        <div class="year__part">
            <div class="year__months">{months.collect_view()}</div>
            <div class="year__weekdays">{letters.collect_view()}</div>
            <svg class="year__days" viewBox=format!("0 0 {} {}", WEEKS * SIDE, 7 * SIDE)>
                <path class="dots__flare" d=part.flares></path>
                <path class="dots dots--quiet" d=part.quiet></path>
                <path class="dots dots--rest" d=part.rest></path>
                {dots.collect_view()}
                <path class="dots__today" d=part.today></path>
            </svg>
        </div>
    }
}

/// The classes of the dots of each level.
const LEVEL_CLASSES: [&str; Level::ALL.len()] =
    ["dots dots--short", "dots dots--medium", "dots dots--long", "dots dots--longest"];

/// What the dots mean.
#[component]
pub(super) fn YearKey(
    /// What is drawn.
    picture: Memo<Picture>,
) -> impl IntoView {
    let middle = format!("M{0} {0}h0", SIDE / 2);
    let levels = Level::ALL.into_iter().zip(LEVEL_CLASSES).map(|(level, class)| {
        let words = match level.most() {
            Some(most) => fill(Key::ProgressKeyMost, &[("n", &most.to_string())]),
            None => fill(Key::ProgressKeyMore, &[("n", &most_below(level).to_string())]),
        };
        view! { <KeyEntry class d=middle.clone() words/> }
    });
    let dash = format!("M{} {}h4", SIDE / 2 - 2, SIDE / 2);
    let flare = format!("M0 0h{SIDE}v{SIDE}h-{SIDE}z");
    view! {
        <ul class="year-key soft">
            <KeyEntry class="dots dots--quiet" d=middle.clone() words=text(Key::ProgressKeyQuiet)/>
            {levels.collect_view()}
            <Show when=move || picture.with(Picture::has_rest)>
                <KeyEntry class="dots dots--rest" d=dash.clone() words=text(Key::ProgressRestDay)/>
            </Show>
            <Show when=move || picture.with(Picture::has_today)>
                <KeyEntry class="dots__today" d=ring(0, SIDE / 2) words=text(Key::ProgressToday)/>
            </Show>
            <Show when=move || picture.with(Picture::has_flares)>
                <KeyEntry class="dots__flare" d=flare.clone() words=text(Key::ProgressKeyFlare)/>
            </Show>
        </ul>
    }
}

/// An entry of the key.
#[component]
fn KeyEntry(class: &'static str, d: String, #[prop(into)] words: String) -> impl IntoView {
    view! {
        <li>
            <svg class="year-key__dot" viewBox=format!("0 0 {SIDE} {SIDE}") aria-hidden="true">
                <path class=class d=d></path>
            </svg>
            {words}
        </li>
    }
}

/// The most minutes of the level below the longest.
fn most_below(level: Level) -> u64 {
    Level::ALL.into_iter().filter(|other| *other < level).filter_map(Level::most).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::testing::session;
    use super::*;
    use unknot_core::history::views::Span;
    use unknot_core::history::{Entry, Log};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn day(year: i32, month: u32, day: u32) -> CivilDay {
        CivilDay::from_ymd(year, month, day).unwrap()
    }

    fn picture(practised: &[CivilDay], today: CivilDay) -> Picture {
        let log: Log = practised.iter().map(|day| Entry::from(session(*day, 7))).collect();
        let year = Year::of(&log, Span::year_to(today));
        let flares = vec![today.plus(-3)..today.plus(-1)];
        let rest = today.plus(-30)..today.plus(-28);
        let off = Off { pauses: Pauses::new([rest], flares.clone()), flares };
        Picture::of(&year, &off, today, practised.iter().min().copied(), Weekday::Monday)
    }

    /// How many dots have been drawn with practice, and without it.
    fn dots(picture: &Picture) -> (usize, usize) {
        let count = |path: &String| path.matches("h0").count();
        let parts = picture.parts.iter();
        parts.fold((0, 0), |(practised, quiet), part| {
            let levels: usize = part.levels.iter().map(count).sum();
            (practised + levels, quiet + count(&part.quiet))
        })
    }

    #[wasm_bindgen_test]
    fn every_day_from_the_first_on_has_a_dot() {
        let today = day(2026, 11, 30);
        assert_eq!(picture(&[], today).parts.len(), 1, "today");
        let new = picture(&[today.plus(-1)], today);
        assert_eq!((new.parts.len(), dots(&new)), (1, (1, 1)));
        let all: Vec<_> = (0..500).map(|ago| today.plus(-ago)).collect();
        let full = picture(&all, today);
        assert_eq!((full.parts.len(), dots(&full)), (3, (365, 0)));
        let marks = |of: fn(&Part) -> &String| full.parts.iter().map(of).filter(|d| !d.is_empty());
        assert_eq!(marks(|part| &part.flares).count(), 1);
        assert_eq!(marks(|part| &part.today).count(), 1);
    }

    #[wasm_bindgen_test]
    fn rest_days_are_marked_unless_there_was_practice() {
        let today = day(2026, 11, 30);
        let drawn = picture(&[today.plus(-60), today.plus(-29)], today);
        let rests = drawn.parts.iter().map(|part| part.rest.matches("h4").count());
        assert_eq!(rests.sum::<usize>(), 1);
        assert_eq!(dots(&drawn), (2, 58));
        assert!(drawn.has_rest() && drawn.has_flares() && drawn.has_today());
        assert!(!picture(&[today.plus(-5)], today).has_rest(), "before the first session");
    }

    #[wasm_bindgen_test]
    fn a_year_that_is_over_has_only_its_own_marks() {
        let (first, today) = (day(2025, 3, 1), day(2026, 11, 30));
        let year = Year::of(&Log::new(), Span::calendar_year(2025).unwrap());
        let flares = vec![today.plus(-3)..today];
        let off = Off { pauses: Pauses::new([today.plus(-9)..today], flares.clone()), flares };
        let drawn = Picture::of(&year, &off, today, Some(first), Weekday::Monday);
        assert_eq!(dots(&drawn), (0, 306));
        assert!(!drawn.has_rest() && !drawn.has_flares() && !drawn.has_today());
    }

    #[wasm_bindgen_test]
    fn a_dot_is_in_the_row_of_its_weekday() {
        // At the end of the first week of the year that ends with the day.
        let sunday = day(2025, 12, 7);
        let drawn = picture(&[day(2025, 12, 1), sunday], day(2026, 11, 30));
        let [_, medium, ..] = &drawn.parts[0].levels;
        assert_eq!(medium, "M6 6h0M6 78h0");
        // Whoever began on a Thursday begins in the fourth row.
        let drawn = picture(&[day(2026, 11, 26)], day(2026, 11, 30));
        let [_, medium, ..] = &drawn.parts[0].levels;
        assert_eq!((drawn.parts.len(), medium.as_str()), (1, "M6 42h0"));
    }
}
