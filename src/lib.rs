//! Unknot: a guided stretching and meditation timer for people with chronic back pain.
//!
//! The app itself: what a browser shows and does. All that needs no browser is in crates of its own.
//! ARCHITECTURE.md has the map and the rules.

pub mod app;
mod components;
mod pages;
mod platform;
mod route;
mod services;
mod state;
