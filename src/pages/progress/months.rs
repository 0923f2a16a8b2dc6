//! The list of sessions by month. A month's rows are made when it is opened, and earlier years are folded.

use leptos::html;
use leptos::prelude::*;

use super::counts;
use super::folds::{Fold, Folds};
use super::session_row::{RowActions, SessionRow};
use crate::services::{dates, page};
use crate::state::{use_clock, use_history};
use unknot_core::domain::civil::CivilDay;
use unknot_core::history::views::months;
use unknot_core::history::{Log, MonthTotal, Session, Total};
use unknot_core::i18n::{Key, text};

/// The level of the headings of years, and of months that are in no fold of a year.
const TOP: u8 = 3;
/// So many days of a month are drawn at once, and the others in a task of their own: a month may have sixty sessions.
const DAYS_AT_ONCE: usize = 5;

/// The sessions of all months, newest first.
#[component]
pub(super) fn SessionList(
    /// What the buttons of each session do.
    actions: RowActions,
) -> impl IntoView {
    let history = use_history();
    let all = Memo::new(move |_| history.with(months));
    let folds = Folds::new(all);
    let years = Memo::new(move |_| {
        let mut years: Vec<_> = all.with(|all| all.iter().map(year_of).collect());
        years.dedup();
        years
    });
    let total = Memo::new(move |_| {
        if !history.is_complete() {
            // Keeps the height of a line.
            return "\u{a0}".to_owned();
        }
        format!("{}: {}", text(Key::ProgressTotal), counts::sessions(history.with(Log::total)))
    });
    view! {
        <p class="soft" prop:textContent=move || total.get()></p>
        <div class="session-list">
            <For each=move || years.get() key=|year| *year let(year)>
                <YearOfSessions year all years folds actions/>
            </For>
        </div>
    }
}

/// The months of a year. Those of the newest year are always there, others are folded.
#[component]
fn YearOfSessions(
    year: i32,
    all: Memo<Vec<MonthTotal>>,
    years: Memo<Vec<i32>>,
    folds: Folds,
    actions: RowActions,
) -> impl IntoView {
    let own = Memo::new(move |_| {
        all.with(|all| all.iter().copied().filter(|one| year_of(one) == year).collect::<Vec<_>>())
    });
    let is_newest = Memo::new(move |_| years.with(|years| years.first() == Some(&year)));
    let total = Memo::new(move |_| {
        own.with(|own| own.iter().fold(Total::default(), |sum, month| sum.plus(month.total)))
    });
    let list = move |level| {
        view! {
            <For each=move || own.get() key=|month| month.month let(month)>
                <MonthOfSessions month=month.month own level folds actions/>
            </For>
        }
    };
    view! {
        <Show
            when=move || is_newest.get()
            fallback=move || view! {
                <FoldedPart fold=Fold::Year(year) level=TOP folds name=year.to_string() total=total>
                    {list(TOP + 1)}
                </FoldedPart>
            }
        >
            {list(TOP)}
        </Show>
    }
}

/// The sessions of a month.
#[component]
fn MonthOfSessions(
    month: CivilDay,
    own: Memo<Vec<MonthTotal>>,
    level: u8,
    folds: Folds,
    actions: RowActions,
) -> impl IntoView {
    let total = Memo::new(move |_| {
        let found = own.with(|own| own.iter().find(|one| one.month == month).copied());
        found.map(|one| one.total).unwrap_or_default()
    });
    view! {
        <FoldedPart fold=Fold::Month(month) level folds name=dates::month(month) total>
            <DaysOfMonth month level=level + 1 actions/>
        </FoldedPart>
    }
}

/// The days of an open month with sessions: the newest ones at once, and the others in a task of their own.
#[component]
fn DaysOfMonth(
    /// Its first day.
    month: CivilDay,
    /// The level of the headings of days.
    level: u8,
    /// What the buttons of each session do.
    actions: RowActions,
) -> impl IntoView {
    let history = use_history();
    let days = Memo::new(move |_| history.with(|log| log.days_of_month(month)));
    let drawn = RwSignal::new(DAYS_AT_ONCE);
    page::after_paint(move || {
        // The page may have been left meanwhile.
        drawn.try_set(usize::MAX);
    });
    let days = move || days.with(|days| days.iter().take(drawn.get()).copied().collect::<Vec<_>>());
    view! {
        <For each=days key=|day| *day let(day)>
            <DaySessions day level actions/>
        </For>
    }
}

/// A part of the list whose content is made when it is opened.
#[component]
fn FoldedPart(
    fold: Fold,
    /// The level of its heading.
    level: u8,
    folds: Folds,
    /// Its name.
    name: String,
    /// The total of its sessions.
    total: Memo<Total>,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let is_open = Memo::new(move |_| folds.is_open(fold));
    let follow = move |_| {
        if let Some(details) = details.get_untracked() {
            folds.set(fold, details.open());
        }
    };
    view! {
        <details
            class="fold"
            class:fold--year=matches!(fold, Fold::Year(_))
            node_ref=details
            prop:open=move || is_open.get()
            on:toggle=follow
        >
            <summary>
                <Heading level words=name/>
                <span class="soft" prop:textContent=move || counts::sessions(total.get())></span>
            </summary>
            <Show when=move || is_open.get()>{children()}</Show>
        </details>
    }
}

/// The sessions of a day.
#[component]
fn DaySessions(
    /// The day.
    day: CivilDay,
    /// The level of its heading.
    level: u8,
    /// What the buttons of each session do.
    actions: RowActions,
) -> impl IntoView {
    let (clock, history) = (use_clock(), use_history());
    let sessions = Memo::new(move |_| history.with(|log| log.sessions_on(day).to_vec()));
    view! {
        <Heading
            level
            class="day-heading"
            words=Signal::derive(move || dates::long_day(day, clock.today()))
        />
        <ul class="list day-sessions">
            // The whole session is the key: another tab may know more of a session, under the same id.
            <For each=move || sessions.get() key=Session::clone let(session)>
                <SessionRow session actions/>
            </For>
        </ul>
    }
}

/// A heading of a level, [`TOP`] to 5.
#[component]
fn Heading(
    level: u8,
    #[prop(optional)] class: &'static str,
    #[prop(into)] words: Signal<String>,
) -> impl IntoView {
    let words = move || words.get();
    match level {
        TOP => view! { <h3 class=class prop:textContent=words></h3> }.into_any(),
        4 => view! { <h4 class=class prop:textContent=words></h4> }.into_any(),
        _ => view! { <h5 class=class prop:textContent=words></h5> }.into_any(),
    }
}

fn year_of(month: &MonthTotal) -> i32 {
    month.month.ymd().0
}

#[cfg(test)]
mod tests {
    use super::super::testing::{store_sessions, until_stored};
    use super::*;
    use crate::platform::testing::{click, elements, empty_storage, next_frame, show, wait_until};
    use crate::services::persistence::recovery;
    use crate::state::provide_state_for_test;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_month_is_made_when_it_is_opened_and_a_deletion_keeps_the_other_rows() {
        empty_storage().await;
        // 12 days of March, all of February and January, and 9 days of December.
        store_sessions(CivilDay::from_ymd(2026, 3, 12).unwrap(), 12 + 28 + 31 + 9);
        let mounted = show(|| {
            recovery::start(provide_state_for_test());
            let history = use_history();
            let delete = Callback::new(move |id| {
                history.delete(&id);
            });
            let actions = RowActions { edit: Callback::new(|_| {}), delete };
            view! {
                <main>
                    <SessionList actions/>
                </main>
            }
        });
        let rows = || elements("main .session-row");
        let folds = || elements("main .fold").len();
        // March, February, January, and the year before, which has no months yet.
        wait_until(async || {
            next_frame().await;
            (folds(), rows().len()) == (4, 24)
        })
        .await;
        assert_eq!(elements("main .fold--year").len(), 1);
        let headings = |selector: &str| elements(selector).len();
        assert_eq!((headings(".fold h3"), headings(".fold h4.day-heading")), (4, 12));

        let (first, last) = (rows()[1].clone(), rows()[23].clone());
        click("main .session-row .icon-button");
        next_frame().await;
        assert_eq!(rows().len(), 23, "no other month is opened instead");
        assert_eq!((&rows()[0], &rows()[22]), (&first, &last));

        click("main .fold:not([open]) summary");
        wait_until(async || {
            next_frame().await;
            rows().len() == 23 + 56
        })
        .await;
        assert_eq!(rows()[0], first);
        click("main .fold[open] summary");
        wait_until(async || {
            next_frame().await;
            rows().len() == 56
        })
        .await;

        click("main .fold--year > summary");
        wait_until(async || {
            next_frame().await;
            folds() == 5
        })
        .await;
        assert_eq!((headings(".fold--year > summary > h3"), headings(".fold--year h4")), (1, 1));
        assert_eq!(rows().len(), 56, "the months of an earlier year are closed at first");
        // Two sessions a day, and the deletion.
        until_stored(2 * 80 + 1).await;
        drop(mounted);
        empty_storage().await;
    }
}
