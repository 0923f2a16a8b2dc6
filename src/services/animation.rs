//! Animations of elements that the browser runs by itself, so that a page only says where they should be by now.

pub(crate) use crate::platform::animation::Animation;
