//! Animations of elements that the browser runs by itself. A page only sets their position.

pub(crate) use crate::platform::animation::Animation;
