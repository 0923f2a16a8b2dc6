//! What a session of movement says to one person and not to another.

use serde::{Deserialize, Serialize};

use super::kit::Kit;

/// What somebody is warned of once in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// When to stop in pregnancy.
    Pregnancy,
    /// What to do when dizzy.
    Dizzy,
    /// Not to hold the breath.
    Breath,
}

impl Warning {
    /// All of them, the most important first.
    pub const ALL: [Self; 3] = [Self::Pregnancy, Self::Dizzy, Self::Breath];
}

/// How somebody gets up after a session that ends on the floor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rise {
    /// As they know best: nothing is said.
    #[default]
    Own,
    /// By a chair: they are unsteady, and can kneel.
    ByChair,
    /// With help, because they can't kneel.
    WithHelp,
}

impl Rise {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Own, Self::ByChair, Self::WithHelp];
}

/// What is said to this person in particular.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Care {
    /// What they are warned of.
    pub warning: Option<Warning>,
    /// How they get up in the end.
    pub rise: Rise,
    /// What they are told to have near before they begin.
    #[serde(skip_serializing_if = "no_kit")]
    pub kit: Kit,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a field by reference")]
fn no_kit(kit: &Kit) -> bool {
    kit.is_empty()
}

impl Care {
    /// Whether nothing is said to them that isn't said to everybody.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
