//! What the voice says, for the eye.

use leptos::prelude::*;

use crate::components::live_region::LiveRegion;
use crate::state::{use_assets, use_session};
use unknot_core::domain::cue::Line;
use unknot_core::i18n::{self, Key, text};
use unknot_core::session::{Doing, Passage, Title, View};

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
    let title = session.select(View::title);
    let said = session.select(Said::of);
    // The texts of a variation may only come with the library.
    let line = move || {
        assets.library();
        said.get().map(Said::text).unwrap_or_default()
    };
    let name = move || {
        assets.library();
        title.get().map_or("", Title::name)
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

/// What is said, for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// How to get down to the floor, before the session begins there.
    Before(Passage),
    /// How to rest in place of what is left out.
    OwnRest,
    /// A line.
    Line(Line),
}

impl Said {
    fn of(view: &View) -> Self {
        match (view.doing, view.passage) {
            (Doing::Prepare, Some(passage)) => Self::Before(passage),
            _ if view.own_rest.is_some() => Self::OwnRest,
            // Until the voice has spoken, how to get into the pose.
            _ => Self::Line(view.line.unwrap_or(Line::SetUp(view.pose, view.side))),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Before(passage) => passage.words().to_owned(),
            Self::OwnRest => text(Key::PlayerOwnRest).to_owned(),
            Self::Line(line) => i18n::instruction(line),
        }
    }
}

fn is_longer(text: &str, length: usize) -> bool {
    text.chars().nth(length).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{next_frame, texts};
    use crate::state::testing::{set_moment, show_with_session};
    use unknot_core::content;
    use unknot_core::domain::catalog::PoseId;
    use unknot_core::domain::level::LevelChange;
    use unknot_core::session::OwnRest;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_passage_has_its_own_title_and_words() {
        content::open_library();
        let (session, mounted) = show_with_session("morning-mobility", || view! { <Instruction/> });
        let shown = || [texts("main h2").concat(), texts("main .player__line").concat()];
        // It begins on the floor.
        let down = Passage::Down(LevelChange::DownToBack);
        assert_eq!(shown(), [down.name(), down.words()]);

        let line = Line::ChangeLevel(LevelChange::UpFromKnees);
        set_moment(&session, |view| {
            (view.pose, view.doing) = (PoseId::SideBend, Doing::ChangeOver);
            (view.passage, view.line) = (Some(Passage::Up), Some(line));
        });
        next_frame().await;
        assert_eq!(shown(), [Passage::Up.name().to_owned(), i18n::instruction(line)]);
        set_moment(&session, |view| view.line = None);
        next_frame().await;
        let pose = i18n::pose(PoseId::SideBend);
        assert_eq!(shown(), [pose.name, pose.setup]);
        // It hurts, and is left out.
        set_moment(&session, |view| {
            (view.doing, view.own_rest) = (Doing::Rest, Some(OwnRest { figure: None }));
        });
        next_frame().await;
        assert_eq!(shown(), [Key::PlayerRest, Key::PlayerOwnRest].map(text));
        session.leave();
        drop(mounted);
    }
}
