//! A routine's page: what it does, its steps, how long, Start.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::app::{today, use_app};
use crate::domain::catalog::PoseId;
use crate::domain::pose::Sides;
use crate::domain::routine::{Routine, RoutineKind, StepSide};
use crate::domain::time::Millis;
use crate::ui::components::figure::StillFigure;
use crate::ui::components::icon::{Icon, IconShape};
use crate::ui::components::routine_card::{about, minutes};
use crate::ui::components::title::Title;
use crate::ui::screens::missing::Missing;
use crate::words::{self, Key, fill, text};

/// A routine's page.
#[component]
pub(crate) fn RoutinePage(
    /// Its slug.
    slug: String,
) -> impl IntoView {
    match use_app().routine(&slug) {
        Some(routine) => view! { <Page routine=routine/> }.into_any(),
        None => view! { <Missing what=Key::ErrorRoutineMissing/> }.into_any(),
    }
}

#[component]
fn Page(routine: &'static Routine) -> impl IntoView {
    let app = use_app();
    let words = words::routine(&routine.slug);
    let length = RwSignal::new(routine.length());
    Effect::new(move |_| app.prepare(routine, Some(length.get())));
    let start = move |_| {
        if !app.is_under_way() {
            app.start();
        }
        let own = length.get() == routine.length();
        app.go(&Route::Session {
            routine: routine.slug.to_string(),
            length: (!own).then(|| length.get()),
        });
    };
    view! {
        <Title text=words.map_or("", |words| words.name)/>
        <p class="soft">{about(routine)}</p>
        <p>{words.map(|words| words.summary)}</p>
        <Lengths routine=routine length=length/>
        <button class="button button--main" on:click=start>{text(Key::RoutinePageStart)}</button>
        {(routine.kind == RoutineKind::Movement).then(|| view! { <Steps routine=routine/> })}
        <p class="soft">{text(Key::PlayerStopSigns)}</p>
    }
}

#[component]
fn Lengths(routine: &'static Routine, length: RwSignal<Millis>) -> impl IntoView {
    let choices = today::lengths(routine).into_iter().map(|choice| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="length"
                    prop:checked=move || length.get() == choice
                    on:change=move |_| length.set(choice)
                />
                <span>{minutes(choice)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choices">
            <legend>{text(Key::RoutinePageLength)}</legend>
            {choices.collect::<Vec<_>>()}
        </fieldset>
    }
}

#[component]
fn Steps(routine: &'static Routine) -> impl IntoView {
    let rows = routine.steps.iter().filter(|step| step.side != StepSide::Second).map(|step| {
        let pose: PoseId = step.pose;
        let time = fill(Key::RoutinePageSeconds, &[("n", &step.work.as_secs().to_string())]);
        let note = match pose.pose().sides {
            Sides::Both => time,
            Sides::Alternating => format!("{time}, {}", text(Key::RoutinePageSides)),
            Sides::Each => format!("{time}, {}", text(Key::RoutinePageEachSide)),
        };
        view! {
            <li>
                <a class="card card--link card--step" href=Route::Pose(pose.slug().to_owned()).href()>
                    <div class="card__picture" aria-hidden="true"><StillFigure pose=pose/></div>
                    <div class="card__words">
                        <h3>{words::pose(pose).name}</h3>
                        <p class="soft">{note}</p>
                    </div>
                    <IconShape icon=Icon::Chevron/>
                </a>
            </li>
        }
    });
    view! {
        <h2>{text(Key::RoutinePageStepsTitle)}</h2>
        <ol class="list">{rows.collect::<Vec<_>>()}</ol>
    }
}
