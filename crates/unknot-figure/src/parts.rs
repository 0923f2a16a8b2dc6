//! The parts of a drawing from back to front, with the layer and the outline of each.

use core::ops::Range;

use unknot_content::figure::{Accented, Drawing, Prop, Scene};

use super::Layer;
use super::anatomy;
use super::body;
use super::kinematics::{Bone, Chain, Skeleton};
use super::pointers;
use super::props;
use super::shape::{Circle, Outline};

/// A part of the drawing.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) layer: Layer,
    pub(super) outline: Vec<Vec<Circle>>,
    /// A hole in the outline: the eye.
    pub(super) hole: Option<Circle>,
    /// The view that it belongs to.
    pub(super) scene: usize,
    /// Whether it is in the inset of its view, and larger.
    pub(super) enlarged: bool,
    /// For a limb that has two colours: whether this is the one for when the other side works.
    pub(super) swapped: Option<bool>,
}

/// What a part shows. For arms and legs the first number is the side: 0 is the near one, or the
/// figure's left one in front view. The second is the segment, from 0 at the trunk to 2 for the
/// hand or foot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PartKind {
    Prop,
    /// A mat, which is as long as the body needs it.
    Mat,
    Strap,
    Bag,
    /// The right buttock (-1) or the left one (1), and the middle of both.
    Buttock(f32, [f32; 2]),
    Clock([f32; 4]),
    Marble([f32; 4]),
    /// The number of an arrow in its view.
    Arrow(usize),
    Pelvis,
    Waist,
    Belly,
    Chest,
    Girdle,
    Neck,
    Head,
    Nose,
    Eyes,
    Arm(usize, usize),
    Leg(usize, usize),
    /// The edge of a knee in front of its shin.
    Knee(usize),
}

impl PartKind {
    pub(super) fn bone(self, skeleton: &Skeleton) -> Option<Bone> {
        let chain = |chain: &Chain, place: usize| match place {
            0 => chain.upper,
            1 => chain.lower,
            _ => chain.end,
        };
        Some(match self {
            Self::Prop | Self::Mat | Self::Arrow(_) | Self::Buttock(..) => return None,
            Self::Clock([x, y, ..]) => Bone::new([x, y], 90.0),
            Self::Strap => skeleton.strap(),
            Self::Bag => skeleton.bag(),
            Self::Marble(clock) => skeleton.marble(clock),
            Self::Pelvis => skeleton.pelvis,
            Self::Waist => skeleton.waist,
            Self::Belly => skeleton.belly,
            Self::Chest => skeleton.chest,
            Self::Girdle => skeleton.girdle,
            Self::Neck => skeleton.neck,
            Self::Head => skeleton.head,
            Self::Nose => skeleton.nose,
            Self::Eyes => skeleton.eyes,
            Self::Arm(side, place) => chain(&skeleton.arms[side], place),
            Self::Leg(side, place) => chain(&skeleton.legs[side], place),
            Self::Knee(side) => skeleton.legs[side].upper,
        })
    }

    /// The same part of the other side of the body.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Arm(side, place) => Self::Arm(1 - side, place),
            Self::Leg(side, place) => Self::Leg(1 - side, place),
            Self::Knee(side) => Self::Knee(1 - side),
            unpaired => unpaired,
        }
    }
}

/// The parts of a figure, from back to front, and which of them are the body of its first view.
/// `alternating` says whether both sides work in turn.
pub(super) fn parts(data: &Drawing, alternating: bool) -> (Vec<Part>, Range<usize>) {
    let mut all = Vec::new();
    let mut body = 0..0;
    for (place, scene) in data.scenes.iter().enumerate() {
        let mut parts: Vec<_> = behind_it(scene).collect();
        let first = parts.len();
        anatomy::add(scene, &mut parts);
        // The back of a chair is between the body and the arms, which come last.
        let arms = parts.len() - 6;
        let chair = scene.props.iter().filter(|prop| matches!(prop, Prop::ChairBack(_)));
        let chair =
            chair.map(|prop| Part::new(PartKind::Prop, Layer::Prop, props::outlines(*prop)));
        parts.splice(arms..arms, chair);
        let [far, near] = if alternating && !scene.view.faces() {
            // The far limbs come first, and the near ones last.
            let near = parts.len() - 6;
            [first, near].map(|from| recoloured(scene, &mut parts[from..from + 6]))
        } else {
            [Vec::new(), Vec::new()]
        };
        parts.splice(first + 6..first + 6, far);
        if place == 0 {
            body = first..parts.len();
        }
        parts.extend(near);
        let shown = scene.inset.as_ref().map_or(&[][..], |inset| &inset.show);
        let shown = |part: &&Part| shown.iter().any(|shown| includes(*shown, part.kind));
        let larger = parts[first..].iter().filter(shown).cloned();
        let larger: Vec<_> = larger.map(|part| Part { enlarged: true, ..part }).collect();
        parts.extend(scene.props.iter().flat_map(|prop| before_it(*prop)));
        parts.extend(larger);
        for (number, arrow) in scene.arrows.iter().enumerate() {
            let outline = pointers::arrow(arrow);
            parts.push(Part::new(PartKind::Arrow(number), Layer::Accent, outline));
        }
        all.extend(parts.into_iter().map(|part| Part { scene: place, ..part }));
    }
    (all, body)
}

impl Part {
    pub(super) fn new(kind: PartKind, layer: Layer, outline: Vec<Vec<Circle>>) -> Self {
        Self { kind, layer, outline, hole: None, scene: 0, enlarged: false, swapped: None }
    }
}

/// Limbs that work on one side only, in the colour of their opposites.
fn recoloured(scene: &Scene, limbs: &mut [Part]) -> Vec<Part> {
    let works = |kind: PartKind| scene.accent.iter().any(|accent| includes(*accent, kind));
    let recolour = |part: &mut Part| {
        let layer = match (works(part.kind), works(part.kind.opposite()), part.kind) {
            (false, true, _) => Layer::Accent,
            (true, false, PartKind::Arm(1, _) | PartKind::Leg(1, _)) => Layer::Far,
            (true, false, _) => Layer::Near,
            _ => return None,
        };
        part.swapped = Some(false);
        Some(Part { layer, swapped: Some(true), ..part.clone() })
    };
    limbs.iter_mut().filter_map(recolour).collect()
}

/// What is under the body, and behind it.
fn behind_it(scene: &Scene) -> impl Iterator<Item = Part> {
    let behind = |prop: &&Prop| before_it(**prop).is_empty() && !matches!(prop, Prop::ChairBack(_));
    let things = scene.props.iter().filter(behind).flat_map(|&prop| {
        let kind = match prop {
            Prop::Strap => PartKind::Strap,
            Prop::Mat(_) | Prop::MatAbove(_) => PartKind::Mat,
            _ => PartKind::Prop,
        };
        let things = props::things(prop).into_iter();
        things.map(move |(layer, outlines)| Part::new(kind, layer, outlines))
    });
    let ring = scene.inset.iter().flat_map(|inset| {
        let [ring, hole, stem] = pointers::ring(inset);
        let stem = Part::new(PartKind::Prop, Layer::Prop, vec![stem]);
        let ring = Part::new(PartKind::Prop, Layer::Prop, vec![ring]);
        [stem, Part { hole: Some(hole[0]), ..ring }]
    });
    things.chain(ring)
}

/// What is in front of the body.
fn before_it(prop: Prop) -> Vec<Part> {
    let thing = |layer| Part::new(PartKind::Prop, layer, props::outlines(prop));
    match prop {
        // In the near hand.
        Prop::Bag => vec![Part::new(PartKind::Bag, Layer::Prop, own(body::BAG))],
        Prop::Clock(at) => vec![
            thing(Layer::Soft),
            Part::new(PartKind::Clock(at), Layer::Prop, own(body::HOURS)),
            Part::new(PartKind::Marble(at), Layer::Accent, own(body::MARBLE)),
        ],
        Prop::Buttocks(at) => {
            let buttock =
                |side| Part::new(PartKind::Buttock(side, at), Layer::Accent, own(body::BUTTOCK));
            vec![thing(Layer::Body), buttock(-1.0), buttock(1.0)]
        }
        _ => Vec::new(),
    }
}

fn own(outline: body::Hulls) -> Vec<Vec<Circle>> {
    outline.iter().map(|circles| circles.to_vec()).collect()
}

/// Whether what works, or is shown, includes a part.
pub(super) fn includes(what: Accented, kind: PartKind) -> bool {
    matches!(
        (what, kind),
        (Accented::Pelvis, PartKind::Pelvis | PartKind::Buttock(..))
            | (Accented::Waist, PartKind::Waist | PartKind::Belly)
            | (Accented::Neck, PartKind::Neck | PartKind::Head | PartKind::Nose)
            | (Accented::Chest, PartKind::Chest | PartKind::Girdle)
            | (Accented::NearArm, PartKind::Arm(0, _))
            | (Accented::FarArm, PartKind::Arm(1, _))
            | (Accented::NearThigh, PartKind::Leg(0, 0) | PartKind::Knee(0))
            | (Accented::FarThigh, PartKind::Leg(1, 0) | PartKind::Knee(1))
            | (Accented::NearShin, PartKind::Leg(0, 1 | 2))
            | (Accented::FarShin, PartKind::Leg(1, 1 | 2))
            | (Accented::NearLeg, PartKind::Leg(0, _) | PartKind::Knee(0))
            | (Accented::FarLeg, PartKind::Leg(1, _) | PartKind::Knee(1))
    )
}

/// The outline of a part. If `mirrored`, it is flipped about the part's length.
pub(super) fn outline(part: &Part, mirrored: bool) -> Outline {
    let mut outline = Outline::default();
    for circles in &part.outline {
        if mirrored {
            outline.add_hull(&flip(circles));
        } else {
            outline.add_hull(circles);
        }
    }
    if let Some(eye) = part.hole {
        outline.add_hole(if mirrored { Circle { y: -eye.y, ..eye } } else { eye });
    }
    outline
}

pub(super) fn flip(circles: &[Circle]) -> Vec<Circle> {
    circles.iter().map(|circle| Circle { y: -circle.y, ..*circle }).collect()
}
