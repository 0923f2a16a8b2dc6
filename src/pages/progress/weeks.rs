//! The last weeks, with a bar for the minutes of each.

use core::fmt::Write;

use leptos::prelude::*;

use super::counts::{minutes, number, whole_minutes};
use super::picture_table::{PictureTable, Row};
use super::year::first_day;
use crate::components::radio_group::RadioGroup;
use crate::services::dates;
use crate::state::use_history;
use unknot_core::domain::civil::CivilDay;
use unknot_core::history::Total;
use unknot_core::history::views::{WeekTotal, average_week, weeks};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// How many weeks can be shown.
const CHOICES: [u16; 3] = [12, 26, 52];
/// The size of the drawing.
const WIDTH: u32 = 312;
const HEIGHT: u32 = 90;
/// The width of a bar if there are few.
const WIDEST: u32 = 22;
/// The highest minutes of a scale. A longer week has a multiple of the last.
const SCALES: [u32; 9] = [10, 20, 30, 60, 90, 120, 180, 240, 300];

/// The minutes of the last weeks. Nothing in somebody's first week.
#[component]
pub(super) fn Weeks(
    /// Today.
    today: Memo<CivilDay>,
    /// Whether minutes are counted.
    counted: Memo<bool>,
) -> impl IntoView {
    let history = use_history();
    let count = RwSignal::new(CHOICES[0]);
    // Weeks before the first session of all aren't shown: nothing is missing in them.
    let since = Memo::new(move |_| {
        let first = history.with(first_day).unwrap_or_else(|| today.get());
        first.week_start(dates::first_weekday())
    });
    let all = Memo::new(move |_| {
        let [.., most] = CHOICES;
        history.with(|log| weeks(log, today.get(), dates::first_weekday(), most))
    });
    let list = Memo::new(move |_| {
        let skipped = all.with(Vec::len).saturating_sub(count.get().into());
        let shown = all.with(|all| all[skipped..].to_vec());
        shown.into_iter().filter(|week| week.first >= since.get()).collect::<Vec<_>>()
    });
    let weeks_ago = move |weeks: u16| today.get().plus(-7 * i32::from(weeks));
    let has_any =
        Memo::new(move |_| all.with(|all| all.iter().any(|week| whole_minutes(week.total) > 0)));
    let is_old = move || since.get() <= weeks_ago(1) && has_any.get();
    let has_choice = move || since.get() <= weeks_ago(CHOICES[0]);
    let sentence = move || {
        let first_ever = history.with(first_day).filter(|_| counted.get());
        let told = first_ever.and_then(|first| list.with(|list| sentence(list, first)));
        told.unwrap_or_else(|| text(Key::ProgressWeeksHow).to_owned())
    };
    let rows = move || list.with(|list| list.iter().map(row).collect::<Vec<_>>());
    let head =
        [Key::ProgressWeeksFrom, Key::ProgressTableDays, Key::ProgressTableMinutes].map(text);
    view! {
        <Show when=is_old>
            <section class="card">
                <h2>{text(Key::ProgressWeeksTitle)}</h2>
                <p prop:textContent=sentence></p>
                <Bars list/>
                <Show when=has_choice>
                    <RadioGroup
                        name="weeks"
                        legend=|| view! { <span>{text(Key::ProgressWeeksRange)}</span> }
                        options=CHOICES.map(|n| (n, plural(PluralKey::ProgressOfWeeks, n.into()))).to_vec()
                        selected=count
                        on_select=move |weeks| count.set(weeks)
                    />
                </Show>
                <PictureTable
                    caption=text(Key::ProgressWeeksTable).to_owned()
                    head=head.to_vec()
                    rows=Signal::derive(rows)
                />
            </section>
        </Show>
    }
}

/// A bar for each week. The sentence and the table say what they show.
#[component]
fn Bars(list: Memo<Vec<WeekTotal>>) -> impl IntoView {
    let bars = Memo::new(move |_| list.with(|list| Drawing::of(list)));
    let top = move || {
        let top = bars.with(|bars| bars.top);
        let whole = Total { sessions: 0, practised_ms: u64::from(top) * 60_000 };
        minutes(whole)
    };
    let first = move || {
        list.with(|list| list.first().map(|week| dates::short_date(week.first)).unwrap_or_default())
    };
    view! {
        <div class="bars" aria-hidden="true">
            <span class="bars__top soft" prop:textContent=top></span>
            <svg class="bars__picture" viewBox=format!("0 -2 {WIDTH} {}", HEIGHT + 4)>
                <path class="bars__line" d=format!("M0 0H{WIDTH}M0 {0}H{WIDTH}M0 {1}H{WIDTH}", HEIGHT / 2, HEIGHT)></path>
                <path class="bars__past" d=move || bars.with(|bars| bars.past.clone())></path>
                <path class="bars__now" d=move || bars.with(|bars| bars.now.clone())></path>
            </svg>
            <div class="bars__ends soft">
                <span prop:textContent=first></span>
                <span>{text(Key::ProgressWeeksNow)}</span>
            </div>
        </div>
    }
}

/// The outlines of the bars.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Drawing {
    /// The bars of weeks that are over.
    past: String,
    /// The bar of this week, which may still grow.
    now: String,
    /// The minutes of a bar of full height.
    top: u32,
}

impl Drawing {
    fn of(list: &[WeekTotal]) -> Self {
        let all = list.iter().map(|week| whole_minutes(week.total));
        let top = scale(all.clone().max().unwrap_or(0));
        let mut drawing = Self { top, ..Self::default() };
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX).max(1);
        // In tenths of a unit. A few bars aren't as wide as a door.
        let pitch = WIDTH * 10 / count;
        let (width, current) = ((pitch * 6 / 10).min(WIDEST * 10), list.len().saturating_sub(1));
        for ((place, minutes), column) in all.enumerate().zip(0_u32..) {
            let height =
                u32::try_from(u64::from(HEIGHT * 10) * u64::from(minutes) / u64::from(top));
            let height = height.unwrap_or(HEIGHT * 10);
            let x = column * pitch + (pitch - width) / 2;
            let outline = if place == current { &mut drawing.now } else { &mut drawing.past };
            let y = HEIGHT * 10 - height;
            let [x, y, width, height] = [x, y, width, height].map(tenths);
            if height != "0" {
                let _ = write!(outline, "M{x} {y}h{width}v{height}h-{width}z");
            }
        }
        drawing
    }
}

/// “12.3” for 123.
fn tenths(n: u32) -> String {
    if n.is_multiple_of(10) { (n / 10).to_string() } else { format!("{}.{}", n / 10, n % 10) }
}

/// The smallest round number that no week exceeds.
fn scale(most: u32) -> u32 {
    let [.., last] = SCALES;
    let fits = SCALES.into_iter().find(|top| most <= *top);
    fits.unwrap_or_else(|| most.div_ceil(last).saturating_mul(last))
}

/// “In these 12 weeks, you practised for 240 minutes. In a full week, it was about 20 minutes.” Nobody is told of no
/// minutes.
fn sentence(list: &[WeekTotal], first_ever: CivilDay) -> Option<String> {
    let total = |practised_ms| Total { sessions: 0, practised_ms };
    let all = total(list.iter().map(|week| week.total.practised_ms).sum());
    let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
    let weeks = plural(PluralKey::ProgressOfWeeks, count);
    let values = [("weeks", weeks.as_str()), ("minutes", &minutes(all))];
    let sum = fill(Key::ProgressWeeksSentence, &values);
    let average = average_week(list, first_ever).map(total);
    let average = average.filter(|average| whole_minutes(*average) > 0);
    let average = average.map(|one| fill(Key::ProgressWeeksAverage, &[("minutes", &minutes(one))]));
    let told = [Some(sum), average].into_iter().flatten().collect::<Vec<_>>().join(" ");
    (whole_minutes(all) > 0).then_some(told)
}

fn row(week: &WeekTotal) -> Row {
    let minutes = number(whole_minutes(week.total));
    (dates::date(week.first), vec![number(week.practised), minutes])
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn drawing(minutes: &[u64]) -> Drawing {
        let week = |&minutes| WeekTotal {
            first: CivilDay::from_epoch_days(0),
            practised: 1,
            total: Total { sessions: 1, practised_ms: 60_000 * minutes },
        };
        Drawing::of(&minutes.iter().map(week).collect::<Vec<_>>())
    }

    #[wasm_bindgen_test]
    fn a_bar_is_as_high_as_its_share_of_the_scale() {
        let drawn = drawing(&[30, 0, 15]);
        assert_eq!(drawn.top, 30);
        assert_eq!(drawn.past, "M41 0h22v90h-22z");
        assert_eq!(drawn.now, "M249 45h22v45h-22z");
    }

    #[wasm_bindgen_test]
    fn scales_are_round_and_reach_the_longest_week() {
        for (most, top) in [(0, 10), (10, 10), (11, 20), (61, 90), (300, 300), (301, 600)] {
            assert_eq!(scale(most), top, "{most}");
        }
        assert_eq!(drawing(&[1_000_000; 52]).past.matches('M').count(), 51);
    }
}
