//! What a drawing is made of, as `figures.toml` has it.
//!
//! Lengths are parts of the body's height, y upwards; the floor (or the page, for views from above)
//! is where y is zero. Directions are degrees clockwise from straight up.

use serde::{Deserialize, Serialize};

use crate::pose::Side;

/// From where the figure is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// From its right side: it faces the viewer's right.
    Side,
    /// From the front: its left is the viewer's right.
    Front,
    /// Its legs before its trunk: lying on its back, from over the mat, or sitting, from the front;
    /// its left is the viewer's right.
    Above,
    /// Lying on its side, from over the mat.
    AboveSide,
}

impl View {
    /// Whether the figure shows its two sides left and right of a middle.
    pub fn faces(self) -> bool {
        matches!(self, Self::Front | Self::Above)
    }
}

/// The joint whose place is given; the rest of the body follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// Middle of the hips.
    Hip,
    /// Top of the breastbone, where neck and arms begin.
    Shoulder,
    /// Knee of the near leg.
    NearKnee,
    /// Knee of the far leg.
    FarKnee,
}

/// A part that is drawn as the one that works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Accented {
    /// The pelvis.
    Pelvis,
    /// The low back and belly.
    Waist,
    /// The neck, with the head that it carries.
    Neck,
    /// The chest.
    Chest,
    /// The near arm, or the figure's left one.
    NearArm,
    /// The far arm, or the figure's right one.
    FarArm,
    /// The near thigh alone.
    NearThigh,
    /// The far thigh alone, or the figure's right one.
    FarThigh,
    /// The near shin and foot, or the figure's left ones.
    NearShin,
    /// The far shin and foot, or the figure's right ones.
    FarShin,
    /// The near leg, or the figure's left one.
    NearLeg,
    /// The far leg, or the figure's right one.
    FarLeg,
}

/// A thing the body lies, kneels or sits on, or leans against.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prop {
    /// A mat from the side: from x to x.
    Mat([f32; 2]),
    /// A mat from above: left, bottom, right, top.
    MatAbove([f32; 4]),
    /// A pillow: left, bottom, right, top.
    Pillow([f32; 4]),
    /// Something soft under a knee: left, bottom, right, top.
    Pad([f32; 4]),
    /// A chair: x of the seat's front edge, height of the seat.
    Chair([f32; 2]),
    /// A chair from the front and a little above, as its sitter is seen.
    ChairFront,
    /// The back of a chair from the front, between the legs and the viewer: left, right, top.
    ChairBack([f32; 3]),
    /// A wall from the side: x of its left face, height of its top.
    Wall([f32; 2]),
    /// Something upright from the front, a wall or a post: left, bottom, right, top.
    Panel([f32; 4]),
    /// A strap from the near hand round the near foot.
    Strap,
    /// A bag that hangs from the near hand.
    Bag,
    /// A bag that stands on the floor: x of its middle.
    BagDown(f32),
    /// The two buttocks from behind, which press together: their middle, in an inset.
    Buttocks([f32; 2]),
    /// A clock's face, and a marble on it that rolls to where the pelvis tips: the middle of the
    /// face, and where the hips are when the marble is there.
    Clock([f32; 4]),
}

/// How an arm or a leg is given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limb {
    /// Bend at hip, knee and ankle, or at shoulder, elbow and wrist.
    Free([f32; 3]),
    /// Ankle or wrist at x, y, and the direction of foot or hand: the middle joint is solved.
    Planted([f32; 3]),
    /// As planted, but seen foreshortened: the middle joint lies half-way, aside by the fourth.
    Seen([f32; 4]),
    /// Bent towards the viewer: middle joint at x, y, ankle or wrist at x, y, foot or hand in line.
    Bent([f32; 4]),
    /// Elbow or knee at x, y, then as planted: both parts may be foreshortened, each by its own.
    Placed([f32; 5]),
}

/// One position of the whole body.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Keyframe {
    /// Place of the anchor.
    pub at: [f32; 2],
    /// Direction of the pelvis, bend to the waist, bend to the chest.
    pub trunk: [f32; 3],
    /// Bend to the neck, bend to the head.
    pub head: [f32; 2],
    /// Where the face is turned: 1 ahead in profile, 0 to the viewer, -1 back; from above, 1 to
    /// the viewer's right.
    pub face: f32,
    /// How far the near shoulder is turned back, 0 to 1: the chest turns to the viewer. From the
    /// front, how far the trunk leans towards the viewer.
    pub open: f32,
    /// How far pelvis and chest have turned to the figure's left about their length, in degrees, in
    /// a view in which it shows its two sides: at 90 they are seen in profile.
    pub turn: [f32; 2],
    /// Near arm, far arm, near leg, far leg; seen from the front, its left ones are the near ones.
    pub limbs: [Limb; 4],
}

/// An arrow that shows where a small movement goes, and grows with it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrow {
    /// What moves.
    pub of: Accented,
    /// Where the arrow starts.
    pub at: [f32; 2],
    /// From there to its point.
    pub to: [f32; 2],
    /// How far it curves on the way, in degrees: positive is clockwise, and 0 is straight.
    pub bend: f32,
}

/// What is different about a body in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// Both hands are fists.
    Fists,
    /// The belly tightens as the movement goes on: it becomes flatter.
    TightBelly,
}

/// A part of the figure, drawn again and larger, in a ring.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inset {
    /// Middle of the ring.
    pub at: [f32; 2],
    /// Radius of the ring.
    pub radius: f32,
    /// What is in the middle of the ring.
    pub focus: [f32; 2],
    /// How many times larger.
    pub zoom: f32,
    /// What it shows.
    pub show: Vec<Accented>,
}

/// The figure as it is seen from one place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scene {
    /// From where it is seen.
    pub view: View,
    /// What holds it in place.
    pub anchor: Anchor,
    /// Where its origin is on the page.
    pub at: [f32; 2],
    /// What works.
    pub accent: Vec<Accented>,
    /// Arms that are behind the trunk.
    pub behind: Vec<Accented>,
    /// What is different about the body.
    pub details: Vec<Detail>,
    /// What is under the body, or behind it.
    pub props: Vec<Prop>,
    /// Where small movements go.
    pub arrows: Vec<Arrow>,
    /// What is shown larger.
    pub inset: Option<Inset>,
    /// Where the movement goes through, in turn.
    pub frames: Vec<Keyframe>,
}

/// A way between the floor and one's feet that has a drawing of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Up from the floor.
    Up,
    /// Down to the floor.
    Down,
}

impl Way {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Up, Self::Down];
}

/// The drawing of one pose, or of a way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Drawing {
    /// The side that works as drawn.
    pub drawn: Side,
    /// The most telling keyframe.
    pub still: usize,
    /// The two keyframes that the movement goes to, if it goes to two sides of its start.
    pub ends: Option<[usize; 2]>,
    /// Seconds of breathing in, and out.
    pub breath: [f32; 2],
    /// The figure from one side, or from two sides at once.
    pub scenes: Vec<Scene>,
}
