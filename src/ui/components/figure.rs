//! The drawn figure: outlines are made once a pose, and each frame only moves them.

use crate::app::App;
use crate::dom::{Element, Fragment, follow, svg, switch};
use crate::domain::catalog::{PoseId, routines};
use crate::domain::cue::Side;
use crate::domain::pose::Sides;
use crate::domain::routine::Effort;
use crate::domain::time::Millis;
use crate::figure::{Figure, Moment};
use crate::session::{Doing, View};
use crate::words;

/// The figure of the moment of the session on the stage.
pub(crate) fn moving_figure(app: App) -> Fragment {
    let still = app.wants_less_motion();
    let which = move || {
        app.stage.view.with(|view| view.map(|view| (view.pose, fixed_side(view.pose, view.side))))
    };
    switch(which, move |which| match *which {
        None => Fragment::new(),
        Some((pose, side)) => drawing(pose, side, move || {
            let moment = app.stage.view.with(|view| view.as_ref().map(moment));
            moment.filter(|_| !still).unwrap_or(Moment::Still)
        })
        .into(),
    })
}

/// A figure that practises on its own, for a pose's page.
pub(crate) fn practice_figure(app: App, pose: PoseId) -> Element {
    if app.wants_less_motion() {
        return still_figure(pose);
    }
    let time = app.running_time();
    let side = (pose.pose().sides == Sides::Each).then_some(Side::Left);
    drawing(pose, side, move || practice(pose, time()))
}

/// A figure at rest in its most telling position.
pub(crate) fn still_figure(pose: PoseId) -> Element {
    drawing(pose, None, || Moment::Still)
}

/// Where somebody is who has practised a pose for `time`.
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

fn drawing(pose: PoseId, side: Option<Side>, moment: impl Fn() -> Moment + 'static) -> Element {
    let Some(figure) = Figure::of(pose, fixed_side(pose, side)) else {
        return svg("svg", "figure");
    };
    let outlines: Vec<Element> = figure
        .shapes()
        .iter()
        .map(|shape| svg("path", shape.layer.class()).attribute("d", &shape.path))
        .collect();
    let picture = svg("svg", "figure")
        .attribute("viewBox", &figure.view_box().attribute())
        .attribute("role", "img")
        .attribute(
            "aria-label",
            words::pose_page(pose).map_or(words::pose(pose).name, |page| page.looks),
        )
        .children(&outlines);
    let mut shown = Vec::new();
    follow(move || {
        let frame = figure.frame(moment());
        for (place, (outline, placement)) in outlines.iter().zip(&frame).enumerate() {
            // What stands still is not written again.
            if shown.get(place) != Some(placement) {
                outline.set("transform", &placement.attribute());
            }
        }
        shown = frame;
    });
    picture
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
        // Who walks in a meditation walks on while it speaks.
        Doing::Rest if view.pose.pose().sides == Sides::Alternating => {
            practice(view.pose, view.elapsed)
        }
        _ => Moment::Hold { elapsed: view.elapsed },
    }
}
