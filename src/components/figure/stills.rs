//! The figure without motion: in lists, and wherever reduced motion is preferred.

use leptos::prelude::*;

use super::{Framed, Picture, Subject, seen_through};
use crate::state::{use_assets, use_session};
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_core::session::{Doing, View};
use unknot_core::timeline::COUNTED_FROM;
use unknot_figure::{Figure, Still, Stills};

/// The figure of the session without motion: a picture of the side that is named, or of both ends.
#[component]
pub(super) fn StillSession() -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let shown = session.select(named);
    move || {
        assets.library();
        let shown = shown.get().flatten();
        shown.map(|subject| {
            view! {
                <Framed subject>
                    <StillEnds subject/>
                </Framed>
            }
        })
    }
}

/// A small figure at rest in the position that shows its pose best.
#[component]
pub(crate) fn StillFigure(
    /// The pose that it shows.
    pose: PoseId,
    /// The side for which it is drawn, if that matters.
    #[prop(optional_no_strip)]
    side: Option<Side>,
) -> impl IntoView {
    view! { <StillDrawing subject=Subject::Pose(pose, side) stills=Figure::thumbnail/> }
}

/// A large figure at rest: the side that is named, or both ends of what it does.
#[component]
pub(super) fn StillEnds(
    /// What it shows, on the side that is named.
    subject: Subject,
) -> impl IntoView {
    view! { <StillDrawing subject stills=Figure::stills/> }
}

/// Pictures at rest.
#[component]
fn StillDrawing(
    /// What they show, on the side that is named.
    subject: Subject,
    /// Which pictures of it.
    stills: fn(&Figure, Option<Side>) -> Stills,
) -> impl IntoView {
    let figure = subject.figure();
    let stills = figure.as_ref().map(|figure| stills(figure, subject.side()));
    let view_box = stills.as_ref().map(|stills| stills.view_box.attribute());
    let pictures = figure.zip(stills).map(|(figure, stills)| {
        let pictures = stills.pictures.iter();
        pictures.map(|picture| view! { <Outlines figure=&figure picture/> }).collect_view()
    });
    view! {
        <Picture subject view_box>
            {pictures}
        </Picture>
    }
}

/// The coats of one picture.
#[component]
fn Outlines<'a>(figure: &'a Figure, picture: &'a Still) -> impl IntoView + use<> {
    let coats = figure.coats().into_iter().map(|coat| {
        let path = coat.path(figure, &picture.frame);
        (coat.shapes.start, view! { <path class=coat.layer.class() d=path></path> })
    });
    view! { <g transform=picture.shift()>{seen_through(figure.lens(), coats.collect())}</g> }
}

/// What is shown at a moment, on the side that is named. None is named while a move that changes sides is explained, and in the steps of a walk, where a
/// picture of each would flicker.
fn named(view: &View) -> Option<Subject> {
    let names_none = match view.doing {
        Doing::Listen { moves, .. } => moves && view.pose.pose().sides != Sides::Each,
        Doing::Move { every, .. } => every < COUNTED_FROM,
        _ => false,
    };
    Some(match Subject::of(view)? {
        Subject::Pose(pose, _) if names_none => Subject::Pose(pose, None),
        subject => subject,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, next_frame};
    use crate::state::testing::{set_moment, show_with_session};
    use unknot_core::domain::time::Millis;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The outlines of every picture.
    fn pictures() -> Vec<Vec<Option<String>>> {
        let count = elements("main .figure > g").len();
        let paths = elements("main .figure path");
        let coats: Vec<_> = paths.iter().map(|path| path.get_attribute("d")).collect();
        coats.chunks(coats.len() / count).map(<[_]>::to_vec).collect()
    }

    #[wasm_bindgen_test]
    async fn without_motion_the_picture_is_of_the_side_that_is_named() {
        let (session, mounted) =
            show_with_session("morning-mobility", || view! { <StillSession/> });
        let repetition = |seconds| Doing::Move {
            number: 1,
            count: 6,
            elapsed: Millis::ZERO,
            every: Millis::secs(seconds),
        };
        let mut shown = Vec::new();
        for side in [None, Some(Side::Left), Some(Side::Right)] {
            set_moment(&session, |view| {
                (view.pose, view.side, view.doing) = (PoseId::KneeRolls, side, repetition(6));
            });
            next_frame().await;
            shown.push(pictures());
        }
        let [both, left, right] = &shown[..] else { unreachable!() };
        assert_eq!((left.len(), right.len()), (1, 1));
        assert_ne!(left, right);
        // No side is named before the first repetition.
        assert_eq!(both, &[left.clone(), right.clone()].concat());
        // Nor while both are explained.
        set_moment(&session, |view| {
            let (elapsed, length) = (Millis::ZERO, Millis::secs(9));
            view.side = Some(Side::Left);
            view.doing = Doing::Listen { elapsed, length, moves: true };
        });
        next_frame().await;
        assert_eq!(&pictures(), both);

        set_moment(&session, |view| (view.pose, view.side) = (PoseId::CatCow, None));
        next_frame().await;
        assert_eq!(pictures().len(), 2, "cat and cow");

        // A walk has a step a second.
        let mut steps = Vec::new();
        for side in [Side::Left, Side::Right] {
            set_moment(&session, |view| {
                (view.pose, view.side) = (PoseId::Walking, Some(side));
                view.doing = repetition(1);
            });
            next_frame().await;
            steps.push(pictures());
        }
        assert_eq!(steps[0], steps[1]);
        session.leave();
        drop(mounted);
    }
}
