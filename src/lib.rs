//! Unknot: a guided stretching and meditation timer for people with chronic back pain.
//!
//! A pure core (everything that compiles on any target) and a thin shell (`wasm32` only).
//! ARCHITECTURE.md has the map and the rules.

pub mod care;
pub mod domain;
pub mod figure;
pub mod finder;
pub mod history;
pub mod session;
pub mod soundtrack;
pub mod storage;
pub mod timeline;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod dom;

#[cfg(target_arch = "wasm32")]
mod platform;

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
pub mod ui;
