//! The body touches its props: walls, a door frame, a strap.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_figure::{Figure, Layer, Placement};

use crate::support::{HEIGHT, apart, extent, for_everything, outline, runs};

/// Left and right edge of a wall in side view, which is recognised by its thickness and height.
fn wall(figure: &Figure) -> Option<[f32; 2]> {
    let still = figure.still();
    figure.shapes().iter().zip(still).filter(|(shape, _)| shape.layer == Layer::Prop).find_map(
        |(shape, at)| {
            let [left, right, top, low] = extent(&outline(&shape.path(), at));
            let thin = (right - left - 0.03 * HEIGHT).abs() < 0.1;
            (thin && low - top > 0.2 * HEIGHT).then_some([left, right])
        },
    )
}

#[test]
fn no_shape_crosses_a_wall_and_leaning_shapes_touch_it() {
    // For each pose the indices of shapes that touch the wall, from the first of the body or, if
    // negative, from the end.
    let leans: &[(&str, &[isize])] = &[
        ("calf-wall", &[4, -2]),
        ("calf-wall-small", &[4, -2]),
        ("wall-dog", &[4, -2]),
        ("wall-dog-high", &[4, -2]),
        ("wall-sit", &[9]),
        ("wall-sit-high", &[9]),
        ("wall-press", &[4, -2]),
        ("wall-press-near", &[4, -2]),
        ("standing-back-bend-held", &[4, -2]),
        ("pelvic-tilt-standing", &[9]),
        ("pelvic-tilt-standing-small", &[9]),
    ];
    let mut found = 0;
    for_everything(|pose, figure, run| {
        let Some([left, right]) = wall(figure) else { return };
        let body = figure.body().start;
        let leaning = leans.iter().find(|(slug, _)| *slug == pose.slug());
        for &phase in run {
            let reach: Vec<_> = figure
                .shapes()
                .iter()
                .zip(figure.frame(phase))
                .take(figure.body().end)
                .skip(body)
                .map(|(shape, at)| extent(&outline(&shape.path(), at)))
                .collect();
            let [from, to, ..] = reach
                .iter()
                .fold([f32::MAX, f32::MIN], |[from, to], at| [from.min(at[0]), to.max(at[1])]);
            let across = (to - left).min(right - from);
            assert!(across < 0.004 * HEIGHT, "{}: {across} at {phase:?}", pose.slug());
            for &place in leaning.map_or(&[][..], |(_, shapes)| *shapes) {
                let [from, to, ..] = match usize::try_from(place) {
                    Ok(place) => reach[place],
                    Err(_) => reach[reach.len() - place.unsigned_abs()],
                };
                let away = (left - to).max(from - right);
                assert!(away < 0.006 * HEIGHT, "{}: {place} is {away} off", pose.slug());
            }
        }
        found += usize::from(leaning.is_some());
    });
    // Two of the poses are done on two sides, and each has a repetition and a hold.
    assert_eq!(found, 26);
}

#[test]
fn legs_touch_the_wall_without_crossing_it() {
    let pose = PoseId::from_slug("legs-up-wall").unwrap();
    let figure = Figure::of(pose, None).unwrap();
    let first = figure.body().start;
    let face = |frame: &[Placement]| {
        let wall = outline(&figure.shapes()[first - 1].path(), frame[first - 1]);
        wall.into_iter().map(|(x, _)| x).fold(f32::MAX, f32::min)
    };
    for phase in runs(None).concat() {
        let frame = figure.frame(phase);
        let wall = face(&frame);
        let points = || {
            let body = figure.shapes().iter().zip(&frame).take(figure.body().end).skip(first);
            body.flat_map(|(shape, at)| outline(&shape.path(), *at))
        };
        let reach = points().map(|(x, _)| x).fold(f32::MIN, f32::max);
        assert!(reach < wall + 0.005 * HEIGHT, "{phase:?}: {reach} is behind {wall}");
        assert!(reach > wall - 0.03 * HEIGHT, "{phase:?}: {reach} is off {wall}");
    }
}

#[test]
fn forearms_rest_on_the_door_frame() {
    let pose = PoseId::from_slug("doorway-chest").unwrap();
    for_everything(|at, figure, run| {
        if at != pose {
            return;
        }
        let count = figure.body().end;
        for &phase in run {
            let frame = figure.frame(phase);
            let reach =
                |place: usize| extent(&outline(&figure.shapes()[place].path(), frame[place]));
            // The mat is the first shape, then follow the door's posts: the figure's right one and
            // its left one.
            for (post, arm) in [(1, [count - 5, count - 4]), (2, [count - 2, count - 1])] {
                let [left, right, ..] = reach(post);
                for part in arm {
                    let [from, to, ..] = reach(part);
                    assert!(left - 0.02 * HEIGHT < from && to < right + 0.02 * HEIGHT, "{part}");
                }
            }
        }
    });
}

#[test]
fn strap_reaches_from_the_hand_to_the_foot() {
    let pose = PoseId::from_slug("hamstring-strap").unwrap();
    for side in [Side::Left, Side::Right] {
        let figure = Figure::of(pose, Some(side)).unwrap();
        let count = figure.body().end;
        for phase in runs(Some(side)).concat() {
            let frame = figure.frame(phase);
            let strap = frame[figure.body().start - 1];
            let (sine, cosine) = strap.degrees.to_radians().sin_cos();
            let length = 0.4 * HEIGHT * strap.scale;
            let (x, y) = (strap.x + length * cosine, strap.y + length * sine);
            let end = Placement { x, y, ..strap };
            assert!(apart(strap, frame[count - 2]) < 0.05 * HEIGHT, "{phase:?}");
            assert!(apart(end, frame[count - 6]) < 0.07 * HEIGHT, "{phase:?}");
        }
    }
}
