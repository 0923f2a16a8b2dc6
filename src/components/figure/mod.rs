//! The drawn figure, moving and at rest: one path for each coat of colour.

mod lens;
mod stills;
mod subject;

use leptos::prelude::*;
use leptos::svg;

use self::lens::seen_through;
pub(crate) use self::stills::StillFigure;
use self::stills::{StillEnds, StillSession};
use self::subject::Subject;

use crate::services::page;
use crate::services::ticker::running_time;
use crate::state::{use_assets, use_session};
use unknot_core::domain::catalog::{PoseId, routines};
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_core::domain::routine::Effort;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{Key, text};
use unknot_core::session::{Doing, Looks, Passage, View};
use unknot_figure::{Figure, MotionPhase, Overhead, Painter};

/// The figure of the current phase of the session.
#[component]
pub(crate) fn SessionFigure() -> impl IntoView {
    if page::prefers_reduced_motion() {
        view! { <StillSession/> }.into_any()
    } else {
        view! { <MovingSession/> }.into_any()
    }
}

/// The figure of the session, which does what the person does.
#[component]
fn MovingSession() -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let frame = session.signals().frame;
    let shown = session.select(|view| Subject::of(view).map(Subject::drawn));
    let phase = move || frame.with(|view| view.as_ref().map_or(MotionPhase::Still, motion_phase));
    move || {
        // The drawing of a variation may only come with the library.
        assets.library();
        let shown = shown.get().flatten();
        shown.map(|subject| {
            view! {
                <Framed subject>
                    <MovingDrawing subject phase/>
                </Framed>
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
    let subject = Subject::Pose(pose, Some(Side::Left)).drawn();
    if page::prefers_reduced_motion() {
        return view! {
            <Framed subject>
                <StillEnds subject/>
            </Framed>
        }
        .into_any();
    }
    let time = running_time();
    let phase = move || practice(pose, time.get());
    view! {
        <Framed subject>
            <MovingDrawing subject phase/>
        </Framed>
    }
    .into_any()
}

/// A large figure, and the words that say if it is seen from above. The place of both together doesn't change.
#[component]
fn Framed(
    /// What the figure shows.
    subject: Subject,
    children: Children,
) -> impl IntoView {
    let words = subject.overhead().map(|overhead| {
        // The picture's description begins with the same words.
        view! {
            <span
                class="figure__view"
                class:figure__view--upper=overhead == Overhead::OneView
                aria-hidden="true"
            >
                {text(Key::FigureFromAbove)}
            </span>
        }
    });
    view! {
        <div class="figure__frame">
            {children()}
            {words}
        </div>
    }
}

/// A pose for one side or a way, at a phase that changes many times a second.
///
/// One effect moves the whole figure: a reactive attribute for each coat would compute the frame for each.
#[component]
fn MovingDrawing(
    /// What is drawn.
    subject: Subject,
    /// The phase to draw, which is tracked.
    phase: impl Fn() -> MotionPhase + 'static,
) -> impl IntoView {
    let figure = subject.figure();
    let view_box = figure.as_ref().map(|figure| figure.view_box().attribute());
    let lens = figure.as_ref().and_then(Figure::lens);
    let mut painter = figure.map(Painter::new);
    let coats = painter.as_ref().map(Painter::coats).unwrap_or_default();
    let paths: Vec<NodeRef<svg::Path>> = coats.iter().map(|_| NodeRef::new()).collect();
    let outlines = coats.iter().zip(&paths).map(|(coat, &path)| {
        (coat.shapes.start, view! { <path node_ref=path class=coat.layer.class()></path> })
    });
    let outlines = seen_through(lens, outlines.collect());
    Effect::new(move |_| {
        let Some(painter) = &mut painter else { return };
        for (place, path) in painter.paint(phase()) {
            if let Some(element) = paths[place].get_untracked() {
                // Fails only for an invalid attribute name.
                let _ = element.set_attribute("d", &path);
            }
        }
    });
    view! {
        <Picture subject view_box>
            {outlines}
        </Picture>
    }
}

/// The frame around the outlines of a figure. It has none until the library has loaded, if the pose is part of the
/// library.
#[component]
fn Picture(subject: Subject, view_box: Option<String>, children: Children) -> impl IntoView {
    view! {
        <svg class="figure" viewBox=view_box role="img" aria-label=subject.looks()>
            {children()}
        </svg>
    }
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
    match view.passage.map(Passage::looks) {
        // It goes there once, and stays for whoever looks later.
        Some(Looks::Way(_)) => return MotionPhase::Hold { elapsed: view.elapsed },
        Some(Looks::Pose(_)) => return MotionPhase::Still,
        None => {}
    }
    match view.doing {
        // While it is said how a move goes, the figure does it once.
        Doing::Listen { elapsed, length, moves: true } => {
            MotionPhase::Repetition { side: view.side, elapsed, length }
        }
        Doing::Prepare | Doing::ChangeOver | Doing::Listen { .. } => match view.starts_on {
            // In the colours of the first side.
            side @ Some(_) => {
                MotionPhase::Repetition { side, elapsed: Millis::ZERO, length: Millis::secs(1) }
            }
            None => MotionPhase::Enter,
        },
        Doing::Move { elapsed, every, .. } => {
            MotionPhase::Repetition { side: view.side, elapsed, length: every }
        }
        // In a walking meditation the figure keeps walking while the voice speaks.
        Doing::Rest if view.own_rest.is_none() && view.pose.pose().sides == Sides::Alternating => {
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
    use unknot_core::session::OwnRest;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn the_figure_follows_the_moment_and_the_pose() {
        let (session, mounted) =
            show_with_session("morning-mobility", || view! { <SessionFigure/> });
        let outlines = || -> Vec<_> {
            let paths = elements("main .figure path");
            paths.iter().map(|path| path.get_attribute("d")).collect()
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
        let before = outlines();
        assert!(before.iter().all(Option::is_some));
        set_moment(&session, |view| view.doing = repetition(2));
        next_frame().await;
        let after = outlines();
        assert_eq!(after.len(), before.len());
        assert_ne!(after, before);
        // The mat.
        assert_eq!(after[0], before[0]);

        // The figure does once what is being told, and is back in the starting position when the work begins.
        let listen = |elapsed| Doing::Listen { elapsed, length: Millis::secs(9), moves: true };
        for (elapsed, expected) in [(Millis::ZERO, &before), (Millis::secs(3), &after)] {
            set_moment(&session, |view| view.doing = listen(elapsed));
            next_frame().await;
            assert_eq!(&outlines(), expected, "{elapsed}");
        }

        let label = || elements("main .figure")[0].get_attribute("aria-label");
        let cat_cow = label();
        set_moment(&session, |view| view.pose = PoseId::SideBend);
        next_frame().await;
        assert_ne!(label(), cat_cow);
        assert!(outlines().iter().all(Option::is_some));
        session.leave();
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn a_passage_is_shown_as_what_it_is() {
        let (session, mounted) =
            show_with_session("morning-mobility", || view! { <SessionFigure/> });
        let label = || elements("main .figure")[0].get_attribute("aria-label");
        set_moment(&session, |view| {
            (view.pose, view.doing) = (PoseId::SideBend, Doing::ChangeOver);
            view.passage = Some(Passage::Up);
        });
        next_frame().await;
        assert_eq!(label().as_deref(), Some(text(Key::FigureWayUp)));
        set_moment(&session, |_| {});
        next_frame().await;
        assert_eq!(label().as_deref(), Some(Subject::Pose(PoseId::SideBend, None).looks()));

        // What is left out because it hurts isn't shown.
        let rest = PoseId::ConstructiveRest;
        set_moment(&session, |view| view.own_rest = Some(OwnRest { figure: Some(rest) }));
        next_frame().await;
        assert_eq!(label().as_deref(), Some(Subject::Pose(rest, None).looks()));
        set_moment(&session, |view| view.own_rest = Some(OwnRest { figure: None }));
        next_frame().await;
        assert!(elements("main .figure").is_empty());
        session.leave();
        drop(mounted);
    }

    /// Of the legs in both colours, those of the side that will work first are shown.
    #[wasm_bindgen_test]
    async fn on_the_way_to_a_move_that_changes_sides_the_first_has_its_colour() {
        let (session, mounted) =
            show_with_session("morning-mobility", || view! { <SessionFigure/> });
        let mut shown = Vec::new();
        for (doing, side) in [
            (Doing::ChangeOver, None),
            (
                Doing::Move { number: 1, count: 4, elapsed: Millis::ZERO, every: Millis::secs(6) },
                Some(Side::Left),
            ),
        ] {
            set_moment(&session, |view| {
                (view.pose, view.doing, view.side) = (PoseId::HeelSlides, doing, side);
                view.starts_on = Some(Side::Left);
            });
            next_frame().await;
            let paths = elements("main .figure path");
            let outlines: Vec<_> = paths.iter().map(|path| path.get_attribute("d")).collect();
            shown.push(outlines);
        }
        assert_eq!(shown[0], shown[1]);
        session.leave();
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn a_figure_seen_from_above_says_so() {
        let (session, mounted) =
            show_with_session("morning-mobility", || view! { <SessionFigure/> });
        for (pose, words) in [(PoseId::CatCow, 0), (PoseId::KneeRolls, 1)] {
            set_moment(&session, |view| (view.pose, view.side) = (pose, None));
            next_frame().await;
            assert_eq!(elements("main .figure__view").len(), words, "{}", pose.slug());
        }
        session.leave();
        drop(mounted);
    }
}
