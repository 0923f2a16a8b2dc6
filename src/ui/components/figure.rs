//! The drawn figure: outlines are made once a pose, and each frame only moves them.

use leptos::prelude::*;

use crate::app::use_app;
use crate::domain::catalog::{PoseId, routines};
use crate::domain::cue::Side;
use crate::domain::pose::Sides;
use crate::domain::routine::Effort;
use crate::domain::time::Millis;
use crate::figure::{Figure, Moment};
use crate::session::{Doing, View};
use crate::words;

/// The figure of a session's moment.
#[component]
pub(crate) fn MovingFigure(
    /// The moment.
    view: Signal<View>,
    /// Whether it stands still.
    still: bool,
) -> impl IntoView {
    let which = Memo::new(move |_| {
        let view = view.get();
        (view.pose, fixed_side(view.pose, view.side))
    });
    move || {
        let (pose, side) = which.get();
        let moment =
            Signal::derive(move || if still { Moment::Still } else { moment(&view.get()) });
        drawing(pose, side, moment)
    }
}

/// A figure that practises on its own, for a pose's page.
#[component]
pub(crate) fn PracticeFigure(
    /// The pose.
    pose: PoseId,
    /// Whether it stands still.
    still: bool,
) -> impl IntoView {
    let moment = if still {
        Signal::derive(|| Moment::Still)
    } else {
        let time = use_app().running_time();
        Signal::derive(move || practice(pose, time.get()))
    };
    let side = (pose.pose().sides == Sides::Each).then_some(Side::Left);
    drawing(pose, side, moment)
}

/// Where somebody is who has practised a pose for `time`.
fn practice(pose: PoseId, time: Millis) -> Moment {
    let every = routines().iter().flat_map(|routine| routine.steps.iter()).find_map(|step| {
        match step.effort {
            Effort::Repeat { every } if step.pose == pose => Some(every),
            _ => None,
        }
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

/// A figure at rest in its most telling position.
#[component]
pub(crate) fn StillFigure(
    /// The pose.
    pose: PoseId,
) -> impl IntoView {
    drawing(pose, None, Signal::derive(|| Moment::Still))
}

fn drawing(pose: PoseId, side: Option<Side>, moment: Signal<Moment>) -> impl IntoView + use<> {
    let figure = Figure::of(pose, fixed_side(pose, side));
    let view_box = figure.view_box().attribute();
    let outlines: Vec<_> =
        figure.shapes().iter().map(|shape| (shape.layer.class(), shape.path.clone())).collect();
    let places = Memo::new(move |_| {
        let frame = figure.frame(moment.get());
        frame.iter().map(crate::figure::Placement::attribute).collect::<Vec<_>>()
    });
    let shapes = outlines.into_iter().enumerate().map(move |(index, (class, path))| {
        let place = move || places.with(|places| places.get(index).cloned());
        view! { <path class=class d=path transform=place></path> }
    });
    view! {
        <svg class="figure" viewBox=view_box role="img" aria-label=words::pose(pose).looks>
            {shapes.collect::<Vec<_>>()}
        </svg>
    }
}

/// The side that a whole drawing has; where sides alternate it is that of each repetition.
fn fixed_side(pose: PoseId, side: Option<Side>) -> Option<Side> {
    side.filter(|_| pose.pose().sides == Sides::Each)
}

fn moment(view: &View) -> Moment {
    match view.doing {
        Doing::Prepare | Doing::ChangeOver => Moment::Enter { elapsed: view.elapsed },
        Doing::Move { elapsed, every, .. } => {
            Moment::Repetition { side: view.side, elapsed, length: every }
        }
        _ => Moment::Hold { elapsed: view.elapsed },
    }
}
