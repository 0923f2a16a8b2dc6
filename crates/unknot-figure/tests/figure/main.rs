//! Properties of the figure in every pose, on every side and in every phase of its motion.

mod colours;
mod frames;
mod ground;
mod joints;
mod limbs;
mod mirrors;
mod motion;
mod paint;
mod planted;
mod pointers;
mod props;
mod stills;
mod support;
mod ways;
