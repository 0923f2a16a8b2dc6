//! Today: one session with one Start, the way out for a bad moment, and the week.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::app::today::{FOR_A_BAD_MOMENT, PartOfDay, emblem, part_of_day, routine_of};
use crate::app::{App, dates, use_app};
use crate::domain::catalog;
use crate::domain::routine::Routine;
use crate::ui::components::figure::StillFigure;
use crate::ui::components::routine_card::{about, minutes};
use crate::ui::components::title::Title;
use crate::ui::components::week::Week;
use crate::words::{self, Key, fill, text};

/// The start screen.
#[component]
pub(crate) fn Today() -> impl IntoView {
    let app = use_app();
    let part = part_of_day(app.now());
    let routine = routine_of(part);
    let greeting = text(match part {
        PartOfDay::Morning => Key::TodayMorning,
        PartOfDay::Afternoon => Key::TodayAfternoon,
        PartOfDay::Evening => Key::TodayEvening,
    });
    let headline = text(match part {
        PartOfDay::Evening => Key::TodayHeadlineCalm,
        _ => Key::TodayHeadlineMove,
    });
    let practised = Memo::new(move |_| {
        let today = app.today();
        app.log
            .with(|log| log.sessions().iter().any(|record| record.day == today && record.counts()))
    });
    // Compiled while the person reads, so that the tap sounds at once.
    Effect::new(move |_| app.prepare(routine, None));
    view! {
        <p class="soft today__date">{format!("{greeting} · {}", dates::long_day(app.today()))}</p>
        <Title text=headline/>
        <Show when=move || practised.get()><p class="soft">{text(Key::TodayDone)}</p></Show>
        <Resume/>
        <Offer routine=routine/>
        <BadMoment/>
        <section class="card" aria-label=text(Key::ProgressThisWeek)><Week/></section>
    }
}

/// The routine of the day.
#[component]
fn Offer(routine: &'static Routine) -> impl IntoView {
    let app = use_app();
    view! {
        <section class="card offer">
            <div class="offer__picture" aria-hidden="true"><StillFigure pose=emblem(routine)/></div>
            <h2>{words::routine(&routine.slug).map(|words| words.name)}</h2>
            <p class="soft">{about(routine)}</p>
            <button class="button button--main" on:click=move |_| start(app, routine)>
                {text(Key::TodayStart)}
            </button>
            <a class="link" href=Route::Routine(routine.slug.to_string()).href()>
                {text(Key::TodayDetails)}
            </a>
        </section>
    }
}

/// Begins the prepared session, in the tap itself, and goes to it.
pub(super) fn start(app: App, routine: &'static Routine) {
    if !app.is_under_way() {
        app.start();
    }
    app.go(&Route::Session { routine: routine.slug.to_string(), length: None });
}

/// Three minutes of breathing, one tap away.
#[component]
fn BadMoment() -> impl IntoView {
    let routine = catalog::routine(FOR_A_BAD_MOMENT)?;
    let length = minutes(routine.length());
    let address = Route::Session { routine: routine.slug.to_string(), length: None };
    Some(view! {
        <a class="chip" href=address.href()>{fill(Key::TodayBadDay, &[("length", &length)])}</a>
    })
}

/// The offer to go on with a session that was interrupted.
#[component]
fn Resume() -> impl IntoView {
    let app = use_app();
    move || {
        let beat = app.interrupted.get()?;
        let name = words::routine(&beat.routine).map_or("", |words| words.name);
        let left = beat.planned.saturating_sub(beat.practised).to_string();
        Some(view! {
            <section class="card resume" aria-labelledby="resume-title">
                <h2 id="resume-title">{text(Key::TodayResumeTitle)}</h2>
                <p>{fill(Key::TodayResumeBody, &[("routine", name), ("left", &left)])}</p>
                <p class="soft">{text(Key::TodayResumeKept)}</p>
                <div class="row">
                    <button class="button button--main" on:click=move |_| app.resume_interrupted()>
                        {text(Key::TodayResume)}
                    </button>
                    <button class="button" on:click=move |_| app.end_interrupted()>
                        {text(Key::TodayResumeEnd)}
                    </button>
                </div>
            </section>
        })
    }
}
