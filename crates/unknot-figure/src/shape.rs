//! Outlines: the convex hull of a few circles, its SVG path in a placement, and the formatting of numbers.

use core::f32::consts::{PI, TAU};
use core::fmt::Write as _;

use super::placement::Placement;

/// The body's height in drawing units.
pub(super) const UNITS: f32 = 200.0;

/// Directions that differ by less than this count as equal, in radians.
const SAME: f32 = 0.002;

/// The longest arc that is drawn as one, in radians. A whole circle has four.
const LONGEST_ARC: f32 = PI * 0.6;

/// A circle of an outline, in shares of the body's height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Circle {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) r: f32,
}

/// A closed outline, or several, relative to the origin of a shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outline(Vec<Segment>);

/// A piece of an outline. Lengths are in drawing units.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Segment {
    Move([f32; 2]),
    Line([f32; 2]),
    Arc { r: f32, clockwise: bool, to: [f32; 2] },
    Close,
}

impl Outline {
    /// Adds the convex hull of circles, clockwise on the screen.
    ///
    /// The hull is traced by the angle of its outward normal: from each circle it continues along the
    /// first common tangent to another circle.
    pub(super) fn add_hull(&mut self, circles: &[Circle]) {
        let Some(first) = outermost(circles) else { return };
        let mut current = first;
        let mut angle = 0.0;
        self.0.push(Segment::Move(point_on(circles[first], 0.0)));
        while angle < TAU {
            let (next, normal) = next_tangent(circles, current, angle).unwrap_or((first, TAU));
            let normal = normal.min(TAU);
            let circle = circles[current];
            if normal - angle > 1e-4 {
                self.0.extend(arcs(circle, true, angle, normal));
            }
            if normal >= TAU {
                break;
            }
            self.0.push(Segment::Line(point_on(circles[next], normal)));
            (current, angle) = (next, normal);
        }
        self.0.push(Segment::Close);
    }

    /// Adds a circle that is left out of the hull around it: it is drawn the other way round.
    pub(super) fn add_hole(&mut self, circle: Circle) {
        self.0.push(Segment::Move(point_on(circle, 0.0)));
        self.0.extend(arcs(circle, false, TAU, 0.0));
        self.0.push(Segment::Close);
    }

    /// Appends the outline in a placement to the data of an SVG path.
    pub(super) fn write(&self, at: Placement, path: &mut String) {
        let (sine, cosine) = at.degrees.to_radians().sin_cos();
        let placed = |[x, y]: [f32; 2]| {
            let (x, y) = (x * at.scale, y * at.width);
            [at.x + x * cosine - y * sine, at.y + x * sine + y * cosine]
        };
        for &segment in &self.0 {
            match segment {
                Segment::Move(to) => write_numbers(path, 'M', &placed(to)),
                Segment::Line(to) => write_numbers(path, 'L', &placed(to)),
                Segment::Arc { r, clockwise, to } => {
                    // A circle that is scaled in one direction is an ellipse.
                    write_numbers(path, 'A', &[r * at.scale, r * at.width, at.degrees]);
                    path.push_str(if clockwise { " 0 1" } else { " 0 0" });
                    write_numbers(path, ' ', &placed(to));
                }
                Segment::Close => path.push('Z'),
            }
        }
    }
}

/// The circle that extends furthest to the right, where the hull starts.
fn outermost(circles: &[Circle]) -> Option<usize> {
    (0..circles.len()).max_by(|&a, &b| {
        let reach = |place: usize| circles[place].x + circles[place].r;
        // Of two that extend equally far, the lower one comes later in clockwise order, so the hull
        // starts on its arc.
        reach(a).total_cmp(&reach(b)).then(circles[a].y.total_cmp(&circles[b].y))
    })
}

/// The first circle after `angle` that has a common tangent with `current`, and the angle of that
/// tangent's normal.
fn next_tangent(circles: &[Circle], current: usize, angle: f32) -> Option<(usize, f32)> {
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
        let normal = if normal <= angle + SAME { normal + TAU } else { normal };
        Some((other, normal, away))
    });
    // If a line touches several circles, the furthest is next.
    tangents
        .min_by(|a, b| {
            let same = (a.1 - b.1).abs() < SAME;
            if same { b.2.total_cmp(&a.2) } else { a.1.total_cmp(&b.1) }
        })
        .map(|(other, normal, _)| (other, normal))
}

/// The point of a circle at the angle of a normal, in drawing units.
fn point_on(circle: Circle, normal: f32) -> [f32; 2] {
    let (sine, cosine) = normal.sin_cos();
    [circle.x + circle.r * cosine, circle.y + circle.r * sine].map(|length| length * UNITS)
}

/// The arc of a circle from one normal to another, in pieces: SVG draws nothing for an arc from a point to itself, and the height
/// of a semicircle depends too much on the rounding of its ends.
fn arcs(circle: Circle, clockwise: bool, from: f32, to: f32) -> impl Iterator<Item = Segment> {
    let pieces = ((to - from).abs() / LONGEST_ARC).ceil().max(1.0);
    let ends = (1u8..).map(f32::from).take_while(move |piece| *piece <= pieces);
    ends.map(move |piece| Segment::Arc {
        r: circle.r * UNITS,
        clockwise,
        to: point_on(circle, from + (to - from) * piece / pieces),
    })
}

/// Appends a letter and the numbers that follow it.
fn write_numbers(text: &mut String, letter: char, numbers: &[f32]) {
    text.push(letter);
    for (place, &number) in numbers.iter().enumerate() {
        if place > 0 {
            text.push(' ');
        }
        write_number(text, number);
    }
}

/// Appends a number, rounded to two decimals and without trailing zeros. It formats integers,
/// because the standard library's code for formatting floats is larger than the figure's.
pub fn write_number(text: &mut String, value: f32) {
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
    fn numbers_have_at_most_two_decimals_and_no_trailing_zeros() {
        let text = |value| {
            let mut text = String::new();
            write_number(&mut text, value);
            text
        };
        assert_eq!(text(0.0), "0");
        assert_eq!(text(-0.001), "0");
        assert_eq!(text(-0.5), "-0.5");
        assert_eq!(text(12.05), "12.05");
        assert_eq!(text(12.345), "12.35");
    }

    #[test]
    fn hull_of_two_circles_has_two_straight_sides() {
        let mut outline = Outline::default();
        outline.add_hull(&[Circle { x: 0.0, y: 0.0, r: 0.2 }, Circle { x: 1.0, y: 0.0, r: 0.1 }]);
        let lines = outline.0.iter().filter(|segment| matches!(segment, Segment::Line(_)));
        assert_eq!(lines.count(), 2);
        assert_eq!(outline.0.last(), Some(&Segment::Close));
    }
}
