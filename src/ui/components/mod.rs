//! Parts that screens are made of.

pub(super) mod button;
pub(super) mod choices;
pub(super) mod figure;
pub(super) mod icon;
pub(super) mod labels;
pub(super) mod later;
pub(super) mod lights;
pub(super) mod nav;
pub(super) mod notices;
pub(super) mod pacer;
pub(super) mod resume;
pub(super) mod rhythm;
pub(super) mod ring;
pub(super) mod routine_card;
pub(super) mod slider;
pub(super) mod sore;
pub(super) mod sources;
pub(super) mod title;
pub(super) mod turn;
pub(super) mod voice;
pub(super) mod week;
