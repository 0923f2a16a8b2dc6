//! What the voice says, for the eye.

use leptos::prelude::*;

use super::fitted::{Fitted, letters};
use crate::components::live_region::LiveRegion;
use crate::state::{use_assets, use_session};
use unknot_core::domain::cue::Line;
use unknot_core::i18n::{self, Key, text};
use unknot_core::session::{Doing, Passage, Title, View};

/// The pose, and what the voice says about it, for people who can't hear it or would rather read. Changes are
/// announced.
#[component]
pub(super) fn Instruction() -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let title = session.select(View::title);
    let said = session.select(Said::of);
    // The texts of a variation may only come with the library.
    let line = Memo::new(move |_| {
        assets.library();
        said.get().map(Said::text).unwrap_or_default()
    });
    let name = move || {
        assets.library();
        title.get().map_or("", Title::name)
    };
    view! {
        <LiveRegion class="player__said">
            <h2
                class="player__pose"
                style=("--letters", move || letters(name()))
                prop:textContent=name
            ></h2>
            <Fitted class="player__line" words=line/>
        </LiveRegion>
    }
}

/// What is said, for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// How to get down to the floor, on the way to a session that begins there, once it has been said what to have near.
    Before(Passage),
    /// How to rest in place of what is left out.
    OwnRest,
    /// A line.
    Line(Line),
}

impl Said {
    fn of(view: &View) -> Self {
        match (view.doing, view.passage) {
            (Doing::Prepare, Some(passage)) if !names_kit(view.line) => Self::Before(passage),
            // It is said already how to lie, but the picture and the title still show the way there.
            (_, Some(passage @ Passage::Down(_)))
                if matches!(view.line, None | Some(Line::SetUp(..))) =>
            {
                Self::Before(passage)
            }
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

fn names_kit(line: Option<Line>) -> bool {
    matches!(line, Some(Line::PrepareToMove(kit)) if !kit.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{next_frame, texts};
    use crate::state::testing::{set_moment, show_with_session};
    use unknot_core::content;
    use unknot_core::domain::catalog::PoseId;
    use unknot_core::domain::kit::{Kit, Thing};
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
        // What to have near comes first.
        let kit = Line::PrepareToMove(Kit::from_iter([Thing::Chair]));
        set_moment(&session, |view| {
            (view.doing, view.passage) = (Doing::Prepare, Some(down));
            view.line = Some(kit);
        });
        next_frame().await;
        assert_eq!(shown(), [down.name().to_owned(), i18n::instruction(kit)]);
        set_moment(&session, |view| {
            (view.doing, view.passage) = (Doing::Prepare, Some(down));
            view.line = None;
        });
        next_frame().await;
        assert_eq!(shown(), [down.name(), down.words()]);
        // Many are still on their knees when the voice begins to say how to lie.
        set_moment(&session, |view| {
            (view.doing, view.passage) = (Doing::ChangeOver, Some(down));
            view.line = Some(Line::SetUp(view.pose, view.side));
        });
        next_frame().await;
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
