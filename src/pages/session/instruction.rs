//! What the voice says, for the eye.

use leptos::prelude::*;

use crate::components::live_region::LiveRegion;
use crate::state::{use_assets, use_session};
use unknot_core::domain::cue::Line;
use unknot_core::i18n;

/// A name or a line with more characters than this is set smaller: it has to fit its box on a small phone, so that
/// nothing moves.
const LONG_NAME: usize = 20;
const LONG_LINE: usize = 60;
const LONGEST_LINE: usize = 100;

/// The pose, and what the voice says about it, for people who can't hear it or would rather read. Changes are
/// announced.
#[component]
pub(super) fn Instruction() -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let pose = session.select(|view| view.pose);
    // Until the voice has spoken, how to get into the pose.
    let line = session.select(|view| view.line.unwrap_or(Line::SetUp(view.pose, view.side)));
    // The texts of a variation may only come with the library.
    let line = move || {
        assets.library();
        line.get().map(i18n::instruction).unwrap_or_default()
    };
    let name = move || {
        assets.library();
        pose.get().map_or("", |pose| i18n::pose(pose).name)
    };
    view! {
        <LiveRegion class="player__said">
            <h2
                class="player__pose"
                class:player__pose--long=move || is_longer(name(), LONG_NAME)
                prop:textContent=name
            ></h2>
            <p
                class="player__line"
                class:player__line--long=move || is_longer(&line(), LONG_LINE)
                class:player__line--longest=move || is_longer(&line(), LONGEST_LINE)
                prop:textContent=line
            ></p>
        </LiveRegion>
    }
}

fn is_longer(text: &str, length: usize) -> bool {
    text.chars().nth(length).is_some()
}
