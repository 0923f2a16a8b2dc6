//! The drawn figure: outlines are made once a pose, and each frame only moves them.

use leptos::prelude::*;

use crate::domain::catalog::{PoseId, routines};
use crate::domain::cue::Side;
use crate::domain::pose::Sides;
use crate::domain::routine::Effort;
use crate::domain::time::Millis;
use crate::figure::{Figure, Moment};
use crate::services::page;
use crate::services::ticker::running_time;
use crate::session::{Doing, View};
use crate::state::use_session;
use crate::words;

/// The figure of the current moment of the session.
#[component]
pub(crate) fn SessionFigure() -> impl IntoView {
    let view = use_session().signals().view;
    let still = page::wants_less_motion();
    let shown = Memo::new(move |_| {
        view.with(|view| view.map(|view| (view.pose, drawn_side(view.pose, view.side))))
    });
    let moment = move || {
        let moment = view.with(|view| view.as_ref().map(moment_of));
        moment.filter(|_| !still).unwrap_or(Moment::Still)
    };
    move || shown.get().map(|(pose, side)| view! { <Drawing pose side moment/> })
}

/// A figure that practises on its own, for a pose's page.
#[component]
pub(crate) fn PracticeFigure(
    /// What it practises.
    pose: PoseId,
) -> impl IntoView {
    let side = (pose.pose().sides == Sides::Each).then_some(Side::Left);
    if page::wants_less_motion() {
        return view! { <StillFigure pose/> }.into_any();
    }
    let time = running_time();
    view! { <Drawing pose side moment=move || practice(pose, time.get())/> }.into_any()
}

/// A figure at rest in its most telling position.
#[component]
pub(crate) fn StillFigure(
    /// What it shows.
    pose: PoseId,
) -> impl IntoView {
    view! { <Drawing pose side=None moment=|| Moment::Still/> }
}

/// A pose, drawn for a side, at a moment that changes.
#[component]
fn Drawing(
    pose: PoseId,
    side: Option<Side>,
    moment: impl Fn() -> Moment + Send + Sync + 'static,
) -> impl IntoView {
    let looks = words::pose_page(pose).map_or(words::pose(pose).name, |page| page.looks);
    let Some(figure) = Figure::of(pose, drawn_side(pose, side)) else {
        return view! { <svg class="figure" role="img" aria-label=looks></svg> }.into_any();
    };
    let view_box = figure.view_box().attribute();
    let shapes = figure.shapes().to_vec();
    let frame = Memo::new(move |_| figure.frame(moment()));
    let outlines = shapes.into_iter().enumerate().map(|(place, shape)| {
        // What stands still is not written again.
        let transform = Memo::new(move |_| frame.with(|frame| frame[place].attribute()));
        view! { <path class=shape.layer.class() d=shape.path transform=transform></path> }
    });
    view! {
        <svg class="figure" viewBox=view_box role="img" aria-label=looks>
            {outlines.collect_view()}
        </svg>
    }
    .into_any()
}

/// The side of a whole drawing; where sides alternate, each repetition has its own.
fn drawn_side(pose: PoseId, side: Option<Side>) -> Option<Side> {
    side.filter(|_| pose.pose().sides == Sides::Each)
}

/// What the figure does after practising a pose for `time`.
fn practice(pose: PoseId, time: Millis) -> Moment {
    let every =
        routines().flat_map(|routine| routine.steps.iter()).find_map(|step| match step.effort {
            Effort::Repeat { every } if step.pose == pose => Some(every),
            _ => None,
        });
    match every {
        None => Moment::Hold { elapsed: time },
        Some(length) => {
            let alternating = pose.pose().sides == Sides::Alternating;
            let odd = (time.0 / length.0.max(1)) % 2 == 1;
            let side = if odd { Side::Right } else { Side::Left };
            Moment::Repetition {
                side: alternating.then_some(side),
                elapsed: Millis(time.0 % length.0.max(1)),
                length,
            }
        }
    }
}

fn moment_of(view: &View) -> Moment {
    match view.doing {
        Doing::Prepare | Doing::ChangeOver => Moment::Enter { elapsed: view.elapsed },
        Doing::Move { elapsed, every, .. } => {
            Moment::Repetition { side: view.side, elapsed, length: every }
        }
        // In a walking meditation the figure walks on while the voice speaks.
        Doing::Rest if view.pose.pose().sides == Sides::Alternating => {
            practice(view.pose, view.elapsed)
        }
        _ => Moment::Hold { elapsed: view.elapsed },
    }
}
