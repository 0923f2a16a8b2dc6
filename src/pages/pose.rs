//! The page of a pose: the moving figure, who should leave it out, the steps, and an easier way.

use leptos::prelude::*;

use super::missing::Missing;
use crate::components::figure::PracticeFigure;
use crate::components::labels;
use crate::components::routine_card::RoutineCard;
use crate::components::sore_toggle::SoreToggle;
use crate::components::title::Title;
use crate::route::Route;
use unknot_core::domain::catalog::{PoseId, routines};
use unknot_core::domain::cue::Line;
use unknot_core::domain::pose::Pose;
use unknot_core::i18n::{self, Key, PosePageWords, text};

/// The page of a pose, or a note that there is no such page.
#[component]
pub(crate) fn PosePage(
    /// The pose.
    pose: PoseId,
) -> impl IntoView {
    match i18n::pose_page(pose) {
        Some(words) => view! { <PoseDetails pose words/> }.into_any(),
        None => view! { <Missing what=Key::ErrorPoseMissing/> }.into_any(),
    }
}

/// What there is to know about a pose.
#[component]
fn PoseDetails(pose: PoseId, words: PosePageWords) -> impl IntoView {
    let PosePageWords { sanskrit, steps, dose, breath, ways, caution, .. } = words;
    let base = pose.base();
    let in_session = i18n::pose(pose);
    // A variation has no steps of its own, only what a session says about it. Everything else comes from its base pose.
    let steps: Vec<_> = if pose == base {
        steps.into_iter().map(str::to_owned).collect()
    } else {
        instructions(pose).into()
    };
    let dose = format!("{dose}. {}", labels::basis(pose.pose().basis));
    view! {
        <a class="link link--back" href=Route::Library.href()>
            {text(Key::LibraryPageBack)}
        </a>
        <Title heading=in_session.name/>
        <p class="soft">{sanskrit}</p>
        <p class="soft">{facts(pose.pose())}</p>
        <div class="card pose__picture">
            <PracticeFigure pose/>
        </div>
        <section class="card">
            <h2>{text(Key::PosePageCaution)}</h2>
            <p>{caution}</p>
        </section>
        <SoreToggle pose=base label=text(Key::PosePageSore)/>
        <h2>{text(Key::PosePageSteps)}</h2>
        <ol class="steps">
            {steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}
        </ol>
        <h2>{text(Key::PosePageDose)}</h2>
        <p>{dose}</p>
        <h2>{text(Key::PosePageBreath)}</h2>
        <p>{breath}</p>
        <h2>{text(Key::PosePageEasier)}</h2>
        {pose.easier().map(|easier| view! { <EasierWay pose=easier/> })}
        <p>{ways}</p>
        <RoutinesWithPose base/>
    }
}

/// How to get into a pose, and what to do in it, as a session says it.
fn instructions(pose: PoseId) -> [String; 2] {
    [Line::SetUp(pose, None), Line::Action(pose, None)].map(i18n::instruction)
}

/// The easier way of a pose, which a session offers.
#[component]
fn EasierWay(pose: PoseId) -> impl IntoView {
    view! {
        <p>
            <a class="link" href=Route::Pose(pose.slug().to_owned()).href()>
                {i18n::pose(pose).name}
            </a>
        </p>
        <p>{instructions(pose).join(" ")}</p>
    }
}

/// The routines that contain a pose or one of its variations; nothing if there are none.
#[component]
fn RoutinesWithPose(base: PoseId) -> impl IntoView {
    let mut with_pose = routines()
        .filter(|routine| routine.steps.iter().any(|step| step.pose.base() == base))
        .peekable();
    with_pose.peek()?;
    let cards = with_pose.map(|routine| {
        view! {
            <li>
                <RoutineCard routine/>
            </li>
        }
    });
    Some(view! {
        <h2>{text(Key::PosePageRoutines)}</h2>
        <ul class="list">{cards.collect_view()}</ul>
    })
}

/// “on your back · low back, hips”.
fn facts(pose: &Pose) -> String {
    let areas: Vec<_> = pose.areas.iter().map(|&area| labels::area(area)).collect();
    format!("{} · {}", labels::position(pose.position), areas.join(", "))
}
