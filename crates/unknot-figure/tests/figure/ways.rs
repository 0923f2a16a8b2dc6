//! The ways to the floor and up: held by both hands on a chair, and ended on the knees or with one foot in front.

use unknot_content::figure::Way;
use unknot_core::domain::time::Millis;
use unknot_figure::{Figure, MotionPhase, Placement};

use crate::support::{HEIGHT, apart, extent, outline, pelvis, runs, turn};

/// From the first shape of the body: the far foot, shin, thigh, upper arm, hand and forearm. The near ones end it.
const FAR: [usize; 6] = [0, 1, 2, 3, 4, 5];

fn near(figure: &Figure) -> [usize; 6] {
    [6, 5, 4, 3, 2, 1].map(|place| figure.body().end - place)
}

fn far(figure: &Figure) -> [usize; 6] {
    FAR.map(|place| figure.body().start + place)
}

fn end(figure: &Figure) -> Vec<Placement> {
    figure.frame(MotionPhase::Hold { elapsed: Millis::secs(20) })
}

#[test]
fn hands_stay_on_the_seat_and_nothing_sinks_into_the_floor() {
    for way in Way::ALL {
        let figure = Figure::of_way(way);
        let [near, far] = [near(&figure), far(&figure)];
        let first = figure.frame(MotionPhase::Enter);
        for run in runs(None) {
            for &phase in &run {
                let frame = figure.frame(phase);
                for hand in [near[4], far[4]] {
                    let moved = apart(frame[hand], first[hand]);
                    assert!(
                        moved < 0.005 * HEIGHT,
                        "{way:?}: a hand moves by {moved} at {phase:?}"
                    );
                }
                for place in figure.body() {
                    let [.., low] = extent(&outline(&figure.shapes()[place].path(), frame[place]));
                    assert!(low < 0.005 * HEIGHT, "{way:?}: {place} is {low} too low at {phase:?}");
                }
            }
        }
    }
}

#[test]
fn joints_bend_as_they_can() {
    for way in Way::ALL {
        let figure = Figure::of_way(way);
        let pelvis = pelvis(&figure);
        for phase in runs(None).concat() {
            let frame = figure.frame(phase);
            let turned = |a: usize, b: usize| turn(frame[a].degrees, frame[b].degrees);
            for [foot, shin, thigh, upper, _, fore] in [near(&figure), far(&figure)] {
                let front = turned(foot, shin).signum();
                let hip = front * turn(frame[thigh].degrees + 180.0, frame[pelvis].degrees);
                for (joint, degrees, limits) in [
                    ("hip", hip, -30.0..=130.0),
                    ("knee", -front * turned(shin, thigh), -1.0..=150.0),
                    ("ankle", 90.0 - front * turned(foot, shin), -55.0..=40.0),
                    ("elbow", front * turned(fore, upper), -1.0..=150.0),
                ] {
                    assert!(limits.contains(&degrees), "{way:?}: {joint} {degrees} at {phase:?}");
                }
            }
        }
    }
}

/// Who looks late sees where the way leads.
#[test]
fn each_way_ends_where_it_leads() {
    let [up, down] = Way::ALL.map(Figure::of_way);
    // The near foot is flat in front of the knee that is still down.
    let frame = end(&up);
    let [near, far] = [near(&up), far(&up)];
    assert!(frame[near[0]].x > frame[far[0]].x + 0.2 * HEIGHT);
    assert!(frame[near[0]].y > frame[far[0]].y, "the heel is down");
    // Both knees are down, one after the other.
    let legs = |frame: &[Placement]| {
        let far = FAR[0] + down.body().start;
        let near = down.body().end - 6;
        [frame[near].x, frame[far].x]
    };
    let [near, far] = legs(&end(&down));
    assert!((near - far).abs() < 0.01 * HEIGHT);
    let [near_first, far_first] = legs(&down.frame(MotionPhase::Enter));
    assert!(near_first - near > 0.2 * HEIGHT && far_first - far > 0.2 * HEIGHT);
    let apart_on_the_way = runs(None)[1].iter().any(|&phase| {
        let [near, far] = legs(&down.frame(phase));
        far - near > 0.2 * HEIGHT
    });
    assert!(apart_on_the_way);
}

#[test]
fn a_way_fits_its_view_and_is_one_picture_at_rest() {
    for way in Way::ALL {
        let figure = Figure::of_way(way);
        let view = figure.view_box();
        for phase in runs(None).concat() {
            for (shape, at) in figure.shapes().iter().zip(figure.frame(phase)) {
                let [left, right, top, low] = extent(&outline(&shape.path(), at));
                assert!(left >= view.x && right <= view.x + view.width, "{way:?} at {phase:?}");
                assert!(top >= view.y && low <= view.y + view.height, "{way:?} at {phase:?}");
            }
        }
        assert_eq!(figure.stills(None).pictures.len(), 1);
    }
}
