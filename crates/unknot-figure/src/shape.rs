//! Outlines: the skin around a few circles as an SVG path, and numbers written short.

use core::f32::consts::{PI, TAU};
use core::fmt::Write as _;

/// Drawing units to the body's height.
pub(super) const UNITS: f32 = 200.0;

/// Directions closer than this are one.
const SAME: f32 = 0.002;

/// A circle of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Circle {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) r: f32,
}

/// The convex skin around circles, clockwise on the screen, in drawing units.
///
/// Goes round by the direction of the outward normal: each circle is left for the one whose
/// common tangent comes next.
pub(super) fn skin(circles: &[Circle], path: &mut String) {
    let Some(first) = outermost(circles) else { return };
    let mut current = first;
    let mut turned = 0.0;
    let begin = on(circles[first], 0.0);
    move_to(path, 'M', begin);
    while turned < TAU {
        let (next, normal) = leave(circles, current, turned).unwrap_or((first, TAU));
        let normal = normal.min(TAU);
        let circle = circles[current];
        // Two arcs at most half a turn long: an arc from a point to itself is drawn as nothing.
        let half = f32::midpoint(turned, normal);
        if normal - turned > PI * 0.75 {
            arc(path, circle.r, on(circle, half));
        }
        if normal - turned > 1e-4 {
            arc(path, circle.r, on(circle, normal));
        }
        if normal >= TAU {
            break;
        }
        move_to(path, 'L', on(circles[next], normal));
        (current, turned) = (next, normal);
    }
    path.push('Z');
}

/// The circle that reaches furthest to the right: the skin begins there.
fn outermost(circles: &[Circle]) -> Option<usize> {
    (0..circles.len()).max_by(|&a, &b| {
        let reach = |place: usize| circles[place].x + circles[place].r;
        // Of two that reach as far, the later on the way round: the skin begins on its arc.
        reach(a).total_cmp(&reach(b)).then(circles[a].y.total_cmp(&circles[b].y))
    })
}

/// Which circle takes over from `current` after `turned`, and at which normal.
fn leave(circles: &[Circle], current: usize, turned: f32) -> Option<(usize, f32)> {
    let from = circles[current];
    let tangents = (0..circles.len()).filter(|&other| other != current).filter_map(|other| {
        let to = circles[other];
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let away = dx.hypot(dy);
        let cosine = (from.r - to.r) / away;
        if !(-1.0..=1.0).contains(&cosine) {
            return None;
        }
        let normal = (dy.atan2(dx) - cosine.acos()).rem_euclid(TAU);
        let normal = if normal <= turned + SAME { normal + TAU } else { normal };
        Some((other, normal, away))
    });
    // Where a line touches several circles, the furthest is next.
    tangents
        .min_by(|a, b| {
            let same = (a.1 - b.1).abs() < SAME;
            if same { b.2.total_cmp(&a.2) } else { a.1.total_cmp(&b.1) }
        })
        .map(|(other, normal, _)| (other, normal))
}

fn on(circle: Circle, normal: f32) -> (f32, f32) {
    let (sine, cosine) = normal.sin_cos();
    (circle.x + circle.r * cosine, circle.y + circle.r * sine)
}

fn move_to(path: &mut String, letter: char, (x, y): (f32, f32)) {
    path.push(letter);
    number(path, x * UNITS);
    path.push(' ');
    number(path, y * UNITS);
}

fn arc(path: &mut String, r: f32, (x, y): (f32, f32)) {
    path.push('A');
    number(path, r * UNITS);
    path.push(' ');
    number(path, r * UNITS);
    path.push_str(" 0 0 1 ");
    number(path, x * UNITS);
    path.push(' ');
    number(path, y * UNITS);
}

/// Writes a number with at most two decimals, by whole numbers alone: the formatting of floats
/// would weigh more than the figure.
pub fn number(text: &mut String, value: f32) {
    #[expect(clippy::cast_possible_truncation, reason = "rounded, and far within an i32")]
    let hundredths = (value * 100.0).round() as i32;
    let size = hundredths.unsigned_abs();
    if hundredths < 0 {
        text.push('-');
    }
    let _ = write!(text, "{}", size / 100);
    match size % 100 {
        0 => {}
        tens if tens % 10 == 0 => {
            let _ = write!(text, ".{}", tens / 10);
        }
        rest => {
            let _ = write!(text, ".{}{}", rest / 10, rest % 10);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let text = |value| {
            let mut text = String::new();
            number(&mut text, value);
            text
        };
        assert_eq!(text(0.0), "0");
        assert_eq!(text(-0.001), "0");
        assert_eq!(text(-0.5), "-0.5");
        assert_eq!(text(12.05), "12.05");
        assert_eq!(text(12.345), "12.35");
    }

    #[test]
    fn a_skin_has_two_straight_sides_around_two_circles() {
        let mut path = String::new();
        let circles = [Circle { x: 0.0, y: 0.0, r: 0.2 }, Circle { x: 1.0, y: 0.0, r: 0.1 }];
        skin(&circles, &mut path);
        assert_eq!(path.matches('L').count(), 2);
        assert!(path.ends_with('Z'));
    }
}
