//! The end of a session: what was done, and what could be next.

use leptos::prelude::*;

use super::hurts_card::HurtsCard;
use super::what_next::WhatNext;
use crate::components::figure::StillFigure;
use crate::components::title::Title;
use crate::components::week_card::WeekCard;
use crate::route::Route;
use crate::services::{dates, device, page};
use crate::state::{use_assets, use_clock, use_history, use_navigation, use_session};
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, fill, text};
use unknot_core::session::{Kept, Summary};

/// On so many days somebody is told how to have the app at hand. After that they have heard it.
const NEW_HERE: usize = 3;

/// The result of a session: of today, if it was begun on an earlier day.
#[component]
pub(super) fn Done(
    /// The result.
    summary: Summary,
) -> impl IntoView {
    let (assets, clock, history) = (use_assets(), use_clock(), use_history());
    let (navigation, session) = (use_navigation(), use_session());
    let kept = Kept::of(&summary, &session.hurts());
    // Untracked: the page says what has just been done, also at midnight.
    let has_marked_the_day =
        kept.counts() && untrack(|| history.sessions_that_count_on(clock.today())) == 1;
    let is_recorded = kept != Kept::Nothing && kept != Kept::LookedThrough;
    let to_today = move |_| {
        if is_recorded {
            device::ask_once_for_persistent_storage();
        }
        session.leave();
        navigation.replace(&Route::Today);
    };
    view! {
        <div class="done">
            <Title heading=text(title(kept))/>
            {match kept {
                Kept::Finished | Kept::Part => view! { <WhatWasDone summary has_marked_the_day/> }.into_any(),
                Kept::Hurt => ().into_any(),
                Kept::LookedThrough => view! { <p>{text(Key::DoneLooked)}</p> }.into_any(),
                Kept::Nothing => view! { <p>{text(Key::DoneNothing)}</p> }.into_any(),
            }}
            // Its texts come with the library.
            <Show when=move || assets.has_library()>
                <HurtsCard/>
            </Show>
            {(kept != Kept::Hurt).then(|| view! { <WhatNext/> })}
            {has_marked_the_day.then(|| view! { <InstallHint/> })}
        </div>
        <div class="bottom-action">
            <button class="button button--main" on:click=to_today>
                {text(Key::DoneToToday)}
            </button>
        </div>
    }
}

fn title(kept: Kept) -> Key {
    match kept {
        Kept::Finished => Key::DoneTitle,
        Kept::Part => Key::DoneTitlePartial,
        Kept::Hurt => Key::DoneTitleHurt,
        Kept::LookedThrough => Key::DoneTitleLooked,
        Kept::Nothing => Key::DoneTitleNone,
    }
}

/// What was practised: a picture, the time, and the week if this session has marked the day.
#[component]
fn WhatWasDone(
    /// The result.
    summary: Summary,
    /// Whether today had no practice before.
    has_marked_the_day: bool,
) -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let practised = practised(summary.practised, session.practised_before());
    view! {
        <Figures poses=session.done()/>
        <p class="done__time">{practised}</p>
        // Its texts come with the library.
        <Show when=move || has_marked_the_day && assets.has_library()>
            <WeekCard/>
        </Show>
    }
}

/// “8 minutes of practice”, or how much of it was today if the session was begun before.
fn practised(today: Millis, before: Millis) -> String {
    let time = dates::rough_length(today);
    if before.is_zero() {
        return fill(Key::DonePractised, &[("time", &time)]);
    }
    let all = dates::rough_length(before + today);
    fill(Key::DonePractisedToday, &[("time", &time), ("all", &all)])
}

/// How to have the app at hand, for somebody who is new here and has it in the browser.
#[component]
fn InstallHint() -> impl IntoView {
    let days = untrack(|| use_history().with(|log| log.practised_days().len()));
    (days <= NEW_HERE && !page::is_installed())
        .then(|| view! { <p class="soft">{text(Key::DoneInstallHint)}</p> })
}

/// The figures of what was done, each once, in the order in which they were first done.
#[component]
fn Figures(
    /// The poses.
    poses: Vec<PoseId>,
) -> impl IntoView {
    let assets = use_assets();
    let mut shown = Vec::with_capacity(poses.len());
    for pose in poses {
        if !shown.contains(&pose) {
            shown.push(pose);
        }
    }
    let is_one = shown.len() == 1;
    let figures = move || {
        // The drawing and the name of a variation may only come with the library.
        assets.library();
        let figure = |&pose: &PoseId| {
            view! {
                <li>
                    <div aria-hidden="true">
                        <StillFigure pose/>
                    </div>
                    <span class="visually-hidden" prop:textContent=i18n::pose(pose).name></span>
                </li>
            }
        };
        shown.iter().map(figure).collect_view()
    };
    view! {
        <ul
            class="done__figures"
            class:done__figures--one=is_one
            aria-label=text(Key::DoneFigures)
        >
            {figures}
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, empty_storage, next_frame, show, texts};
    use crate::platform::{clock, local_storage};
    use crate::state::provide_state_for_test;
    use crate::state::testing::{set_summary, show_with_session};
    use unknot_core::content;
    use unknot_core::history::{Entry, Outcome, Record};
    use unknot_core::storage::{append, keys};
    use wasm_bindgen_test::wasm_bindgen_test;

    const SLUG: &str = "three-minute-reset";

    fn summary(worked: u32, finished: bool, skipped: u32) -> Summary {
        let (planned, practised) = (Millis::minutes(3), Millis::secs(worked + 13));
        Summary { finished, planned, practised, worked: Millis::secs(worked), skipped }
    }

    /// Stores so many sessions that were practised today.
    fn practise_today(sessions: u32) {
        let now = clock::now();
        let day = now.day(240);
        let text = (0..sessions).fold(String::new(), |text, number| {
            let record = Record {
                id: format!("s{number}").parse().unwrap(),
                started: now,
                day,
                routine: SLUG.into(),
                planned: Millis::minutes(3),
                practised: Millis::minutes(3),
                worked: Some(Millis::minutes(2)),
                outcome: Outcome::Finished,
                skipped: Some(0),
                hurts: Vec::new(),
            };
            append(&text, &Entry::from(record))
        });
        local_storage::write(&keys::month(day), &text).unwrap();
    }

    /// The texts of the page after a session, of which today has so many.
    async fn page_after(summary: Summary, today: u32) -> Vec<String> {
        content::open_library();
        empty_storage().await;
        practise_today(today);
        let (session, mounted) = show_with_session(SLUG, move || view! { <Done summary/> });
        set_summary(&session, summary);
        next_frame().await;
        let shown = texts("main h1, main h2, main .done p, main [data-streak], main .button");
        session.leave();
        drop(mounted);
        empty_storage().await;
        shown
    }

    #[wasm_bindgen_test]
    async fn the_title_says_what_happened_and_only_what_counts_has_a_time() {
        let (too_short, all, some) =
            (summary(14, false, 0), summary(130, true, 0), summary(15, false, 2));
        for (summary, today, title, says) in [
            (all, 1, Key::DoneTitle, None),
            (some, 1, Key::DoneTitlePartial, None),
            (Summary { skipped: 6, ..too_short }, 0, Key::DoneTitleLooked, Some(Key::DoneLooked)),
            (too_short, 0, Key::DoneTitleNone, Some(Key::DoneNothing)),
            (summary(0, false, 0), 0, Key::DoneTitleNone, Some(Key::DoneNothing)),
        ] {
            let shown = page_after(summary, today).await;
            assert_eq!(shown[0], text(title), "{summary:?}");
            assert_eq!(shown.last().map(String::as_str), Some(text(Key::DoneToToday)));
            let time = dates::rough_length(summary.practised);
            let time = fill(Key::DonePractised, &[("time", &time)]);
            assert_eq!(shown.contains(&time), says.is_none(), "{summary:?} {shown:?}");
            if let Some(says) = says {
                assert_eq!(shown[1], text(says));
            }
        }
    }

    #[wasm_bindgen_test]
    async fn the_week_is_shown_only_if_the_session_has_marked_the_day() {
        // Has the page of a session the week, if today has so many that count?
        for (summary, today, expected) in [
            (summary(130, true, 0), 1, true),
            (summary(15, false, 0), 1, true),
            (summary(130, true, 0), 2, false),
            (summary(14, false, 0), 1, false),
            (summary(2, false, 9), 1, false),
        ] {
            let shown = page_after(summary, today).await;
            let has_week = shown.iter().any(|text| text.contains("in a row"));
            assert_eq!(has_week, expected, "{today} {summary:?} {shown:?}");
        }
    }

    #[wasm_bindgen_test]
    async fn a_day_with_practice_is_not_offered_more_of_it_now() {
        let now = text(Key::DoneNow).to_owned();
        assert!(page_after(summary(3, false, 0), 0).await.contains(&now));
        for counts in [summary(130, true, 0), summary(3, false, 0)] {
            let shown = page_after(counts, 1).await;
            let later = [Key::DoneEvening, Key::DoneRest].map(text);
            assert!(shown.iter().any(|text| later.contains(&text.as_str())), "{shown:?}");
            assert!(!shown.contains(&now));
        }
    }

    #[wasm_bindgen_test]
    fn what_was_practised_before_today_is_told_apart() {
        let (today, before) = (Millis::secs(240), Millis::secs(360));
        assert_eq!(practised(today, Millis::ZERO), "4 minutes of practice");
        assert_eq!(practised(today, before), "4 minutes of practice today, 10 minutes in all");
    }

    #[wasm_bindgen_test]
    fn figures_have_names_and_each_is_shown_once() {
        content::open_library();
        let (rest, cat_cow) = (PoseId::ConstructiveRest, PoseId::CatCow);
        for (poses, expected) in [
            (vec![], vec![]),
            (vec![PoseId::EasySeat], vec![PoseId::EasySeat]),
            (vec![rest, cat_cow, rest], vec![rest, cat_cow]),
        ] {
            let mounted = show(move || {
                provide_state_for_test();
                view! {
                    <main>
                        <Figures poses/>
                    </main>
                }
            });
            let names: Vec<&str> = expected.iter().map(|&pose| i18n::pose(pose).name).collect();
            assert_eq!(texts("main li span"), names);
            assert_eq!(elements("main li svg").len(), expected.len());
            drop(mounted);
        }
    }
}
