//! Unknot: a guided stretching and meditation timer for people with chronic back pain.
//!
//! The app itself: what a browser shows and does. All that needs no browser is in crates of its own.
//! ARCHITECTURE.md has the map and the rules.

use unknot_core::{
    care, domain, history, i18n as words, search as finder, session, storage, timeline,
};
use unknot_figure as figure;
use unknot_soundtrack as soundtrack;

pub mod app;
mod components;
mod pages;
mod platform;
mod route;
mod services;
mod state;
