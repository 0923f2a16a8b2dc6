//! Soft things that make a pose comfortable, as its drawing has them.

use unknot_content::figure::Prop;
pub use unknot_content::pose::Soft;

use super::routine::{Place, Routine};
use crate::content;

/// The soft things that the drawings of a routine show, except for what is in a bed anyway. Poses whose drawing is in the library count
/// once that is open. What the words ask for is [`unknot_content::pose::Pose::soft`].
pub fn drawn(routine: &Routine) -> Vec<Soft> {
    if routine.places.contains(&Place::Bed) {
        return Vec::new();
    }
    let drawings = routine.steps.iter().filter_map(|step| content::drawing(step.pose));
    let scenes: Vec<_> = drawings.flat_map(|drawing| &drawing.scenes).collect();
    let has = |wanted: fn(&Prop) -> bool| scenes.iter().any(|scene| scene.props.iter().any(wanted));
    let all = [
        has(|prop| matches!(prop, Prop::Pillow(_))).then_some(Soft::Pillow),
        has(|prop| matches!(prop, Prop::Pad(_))).then_some(Soft::KneePad),
    ];
    all.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::routine;

    #[test]
    fn whoever_lies_has_a_pillow_and_whoever_kneels_on_one_knee_something_soft() {
        let needs = |slug| drawn(routine(slug).unwrap());
        assert_eq!(needs("morning-mobility"), [Soft::Pillow, Soft::KneePad]);
        assert_eq!(needs("three-minute-reset"), []);
        assert_eq!(needs("in-bed-5"), []);
    }
}
