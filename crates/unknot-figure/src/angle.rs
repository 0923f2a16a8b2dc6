//! Sine and cosine, of degrees.
//!
//! The ones of the mathematics library are made for any number of turns and weigh more than all of
//! the figure's geometry. What turns here turns a few times at most, and is seen to a hundredth of
//! a unit.

/// Sine and cosine of an angle in degrees, to a millionth.
pub(super) fn sin_cos(degrees: f32) -> (f32, f32) {
    let quarter = (degrees / 90.0).round_ties_even();
    let x = (degrees - quarter * 90.0).to_radians();
    let square = x * x;
    // Taylor's series: within an eighth of a turn the next terms are below 4e-7.
    let sine = x * (1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0)));
    let cosine =
        1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0 * (1.0 - square / 56.0)));
    #[expect(clippy::cast_possible_truncation, reason = "whole, and a few turns")]
    match (quarter as i32).rem_euclid(4) {
        0 => (sine, cosine),
        1 => (cosine, -sine),
        2 => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

/// An angle as part of the first turn, of which the unit has `turn`. The remainder of the mathematics library is
/// exact for any number of turns, and heavier than all others of these.
pub(super) fn within(turn: f32, angle: f32) -> f32 {
    angle - turn * (angle / turn).floor()
}

/// Cosine of an angle in degrees.
pub(super) fn cos(degrees: f32) -> f32 {
    sin_cos(degrees).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_angle_is_the_same_within_a_turn() {
        for tenth in -10_800_i16..=10_800 {
            let degrees = f32::from(tenth) / 10.0;
            let found = within(360.0, degrees);
            assert!((0.0..=360.0).contains(&found), "{degrees}");
            let away = (found - degrees.rem_euclid(360.0)).abs();
            assert!(away < 1e-3 || (away - 360.0).abs() < 1e-3, "{degrees}: {found}");
        }
    }

    #[test]
    fn they_are_those_of_the_mathematics_library() {
        for tenth in -10_800_i16..=10_800 {
            let degrees = f32::from(tenth) / 10.0;
            let (sine, cosine) = f64::from(degrees).to_radians().sin_cos();
            let found = sin_cos(degrees);
            assert!((f64::from(found.0) - sine).abs() < 1e-6, "sine of {degrees}");
            assert!((f64::from(found.1) - cosine).abs() < 1e-6, "cosine of {degrees}");
        }
    }
}
