//! The drawn figure: the outlines of a pose are made once, and each frame only moves them.

use leptos::prelude::*;
use leptos::svg;

use crate::services::page;
use crate::services::ticker::running_time;
use crate::state::{use_assets, use_session};
use unknot_core::domain::catalog::{PoseId, routines};
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_core::domain::routine::Effort;
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::session::{Doing, View};
use unknot_figure::{Figure, MotionPhase, Placement, Shape};

/// The figure of the current phase of the session.
#[component]
pub(crate) fn SessionFigure() -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let view = session.signals().view;
    let still = page::prefers_reduced_motion();
    let shown = session.select(|view| (view.pose, drawn_side(view.pose, view.side)));
    let phase = move || view.with(|view| view.as_ref().map_or(MotionPhase::Still, motion_phase));
    move || {
        // The drawing of a variation may only come with the library.
        assets.library();
        shown.get().map(|(pose, side)| {
            if still {
                view! { <StillDrawing pose side/> }.into_any()
            } else {
                view! { <MovingDrawing pose side phase/> }.into_any()
            }
        })
    }
}

/// A figure that practises by itself, for the page of a pose.
#[component]
pub(crate) fn PracticeFigure(
    /// The pose that it practises.
    pose: PoseId,
) -> impl IntoView {
    let side = (pose.pose().sides == Sides::Each).then_some(Side::Left);
    if page::prefers_reduced_motion() {
        return view! { <StillFigure pose/> }.into_any();
    }
    let time = running_time();
    view! { <MovingDrawing pose side phase=move || practice(pose, time.get())/> }.into_any()
}

/// A figure at rest in the position that shows its pose best.
#[component]
pub(crate) fn StillFigure(
    /// The pose that it shows.
    pose: PoseId,
    /// The side for which it is drawn, if that matters.
    #[prop(optional_no_strip)]
    side: Option<Side>,
) -> impl IntoView {
    view! { <StillDrawing pose side/> }
}

/// A pose for one side, in the position that shows it best.
#[component]
fn StillDrawing(pose: PoseId, side: Option<Side>) -> impl IntoView {
    let figure = Figure::of(pose, drawn_side(pose, side));
    let outlines = figure.as_ref().map(|figure| {
        let shapes = figure.shapes().iter().zip(figure.still());
        let path = |(shape, placement): (&Shape, Placement)| {
            let (class, outline) = (shape.layer.class(), shape.path.clone());
            view! { <path class=class d=outline transform=placement.attribute()></path> }
        };
        shapes.map(path).collect_view()
    });
    let view_box = figure.map(|figure| figure.view_box().attribute());
    view! {
        <Picture pose view_box>
            {outlines}
        </Picture>
    }
}

/// A pose for one side, at a phase that changes up to thirty times a second.
///
/// One effect moves the whole figure: a reactive attribute for each of about twenty shapes would cost more than
/// computing their positions.
#[component]
fn MovingDrawing(
    /// The pose.
    pose: PoseId,
    /// The side, if the pose has sides.
    side: Option<Side>,
    /// The phase to draw, which is tracked.
    phase: impl Fn() -> MotionPhase + 'static,
) -> impl IntoView {
    let figure = Figure::of(pose, drawn_side(pose, side));
    let shapes = figure.as_ref().map(|figure| figure.shapes().to_vec()).unwrap_or_default();
    let paths: Vec<NodeRef<svg::Path>> = shapes.iter().map(|_| NodeRef::new()).collect();
    let outlines = shapes.into_iter().zip(paths.clone());
    let outlines = outlines.map(|(shape, path)| {
        view! { <path node_ref=path class=shape.layer.class() d=shape.path></path> }
    });
    let outlines = outlines.collect_view();
    let view_box = figure.as_ref().map(|figure| figure.view_box().attribute());
    Effect::new(move |shown: Option<Vec<Placement>>| {
        let frame = figure.as_ref().map(|figure| figure.frame(phase())).unwrap_or_default();
        let shown = shown.unwrap_or_default();
        for (place, (path, placement)) in paths.iter().zip(&frame).enumerate() {
            // A shape that has not moved is not written again.
            if shown.get(place) != Some(placement)
                && let Some(path) = path.get_untracked()
            {
                // Fails only for an invalid attribute name.
                let _ = path.set_attribute("transform", &placement.attribute());
            }
        }
        frame
    });
    view! {
        <Picture pose view_box>
            {outlines}
        </Picture>
    }
}

/// The frame around the outlines of a figure. It has none until the library has loaded, if the pose is part of the
/// library.
#[component]
fn Picture(pose: PoseId, view_box: Option<String>, children: Children) -> impl IntoView {
    let looks = i18n::pose_page(pose).map_or(i18n::pose(pose).name, |page| page.looks);
    view! {
        <svg class="figure" viewBox=view_box role="img" aria-label=looks>
            {children()}
        </svg>
    }
}

/// The side for which the whole figure is drawn. Where the sides alternate, each repetition has its own instead.
fn drawn_side(pose: PoseId, side: Option<Side>) -> Option<Side> {
    side.filter(|_| pose.pose().sides == Sides::Each)
}

/// The phase of a figure that has practised a pose for `time`.
fn practice(pose: PoseId, time: Millis) -> MotionPhase {
    let every =
        routines().flat_map(|routine| routine.steps.iter()).find_map(|step| match step.effort {
            Effort::Repeat { every } if step.pose == pose => Some(every),
            _ => None,
        });
    match every {
        None => MotionPhase::Hold { elapsed: time },
        Some(length) => {
            let alternating = pose.pose().sides == Sides::Alternating;
            let odd = (time.0 / length.0.max(1)) % 2 == 1;
            let side = if odd { Side::Right } else { Side::Left };
            MotionPhase::Repetition {
                side: alternating.then_some(side),
                elapsed: Millis(time.0 % length.0.max(1)),
                length,
            }
        }
    }
}

fn motion_phase(view: &View) -> MotionPhase {
    match view.doing {
        Doing::Prepare | Doing::ChangeOver => MotionPhase::Enter,
        Doing::Move { elapsed, every, .. } => {
            MotionPhase::Repetition { side: view.side, elapsed, length: every }
        }
        // In a walking meditation the figure keeps walking while the voice speaks.
        Doing::Rest if view.pose.pose().sides == Sides::Alternating => {
            practice(view.pose, view.elapsed)
        }
        _ => MotionPhase::Hold { elapsed: view.elapsed },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, next_frame};
    use crate::state::testing::{set_moment, show_with_session};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn the_figure_follows_the_moment_and_the_pose() {
        let (session, mounted) =
            show_with_session("morning-mobility", || view! { <SessionFigure/> });
        let transforms = || -> Vec<_> {
            let paths = elements("main .figure path");
            paths.iter().map(|path| path.get_attribute("transform")).collect()
        };
        let repetition = |seconds| Doing::Move {
            number: 1,
            count: 5,
            elapsed: Millis::secs(seconds),
            every: Millis::secs(6),
        };
        set_moment(&session, |view| {
            (view.pose, view.side, view.doing) = (PoseId::CatCow, None, repetition(0));
        });
        next_frame().await;
        let before = transforms();
        assert!(before.iter().all(Option::is_some));
        set_moment(&session, |view| view.doing = repetition(2));
        next_frame().await;
        let after = transforms();
        assert_eq!(after.len(), before.len());
        assert_ne!(after, before);
        // The mat.
        assert_eq!(after[0], before[0]);

        let label = || elements("main .figure")[0].get_attribute("aria-label");
        let cat_cow = label();
        set_moment(&session, |view| view.pose = PoseId::SideBend);
        next_frame().await;
        assert_ne!(label(), cat_cow);
        assert!(transforms().iter().all(Option::is_some));
        session.leave();
        drop(mounted);
    }
}
