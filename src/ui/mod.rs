//! The screens. They read the app's state, ask it for things, and never name the browser or the
//! storage.

mod components;
mod root;
mod screens;

pub use root::mount;
