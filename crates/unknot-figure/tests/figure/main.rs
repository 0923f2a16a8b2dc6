//! What must hold of every pose, side and moment of the figure.

mod frames;
mod ground;
mod joints;
mod limbs;
mod mirrors;
mod motion;
mod planted;
mod props;
mod support;
