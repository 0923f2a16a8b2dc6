//! The screens. They read the app's state, ask it for things, and never name the browser or the
//! storage.

#![expect(
    unreachable_pub,
    reason = "what the component macro writes is pub whatever the function is"
)]

mod components;
mod root;
mod screens;

pub use root::mount;
