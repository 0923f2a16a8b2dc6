//! Soft things that make a pose comfortable, as its drawing has them.

use unknot_content::figure::Prop;

use super::routine::{Place, Routine};
use crate::content;

/// A soft thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Soft {
    /// A pillow.
    Pillow,
    /// Something soft under a knee.
    KneePad,
}

impl Soft {
    /// What a routine needs, except for what is in a bed anyway. Poses whose drawing is in the library count once that is open.
    pub fn of(routine: &Routine) -> Vec<Self> {
        if routine.places.contains(&Place::Bed) {
            return Vec::new();
        }
        let drawings = routine.steps.iter().filter_map(|step| content::drawing(step.pose));
        let scenes: Vec<_> = drawings.flat_map(|drawing| &drawing.scenes).collect();
        let has =
            |wanted: fn(&Prop) -> bool| scenes.iter().any(|scene| scene.props.iter().any(wanted));
        let all = [
            has(|prop| matches!(prop, Prop::Pillow(_))).then_some(Self::Pillow),
            has(|prop| matches!(prop, Prop::Pad(_))).then_some(Self::KneePad),
        ];
        all.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::routine;

    #[test]
    fn whoever_lies_has_a_pillow_and_whoever_kneels_on_one_knee_something_soft() {
        let needs = |slug| Soft::of(routine(slug).unwrap());
        assert_eq!(needs("morning-mobility"), [Soft::Pillow, Soft::KneePad]);
        assert_eq!(needs("three-minute-reset"), []);
        assert_eq!(needs("in-bed-5"), []);
    }
}
