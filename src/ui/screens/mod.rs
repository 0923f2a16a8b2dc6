//! The screens, one file each.

pub(super) mod about_you;
pub(super) mod dim;
pub(super) mod done;
pub(super) mod flare;
pub(super) mod help;
pub(super) mod hurt;
pub(super) mod instead_of;
pub(super) mod learn;
pub(super) mod library;
pub(super) mod lock_test;
pub(super) mod missing;
pub(super) mod player;
pub(super) mod player_controls;
pub(super) mod player_keys;
pub(super) mod pose;
pub(super) mod progress;
pub(super) mod recordings;
pub(super) mod routine;
pub(super) mod safety;
pub(super) mod session;
pub(super) mod settings;
pub(super) mod sounds;
pub(super) mod today;
