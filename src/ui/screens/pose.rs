//! A pose's page: the figure moving, the steps, an easier way, who should leave it out.

use leptos::prelude::*;

use crate::app::use_app;
use crate::domain::catalog::PoseId;
use crate::domain::pose::Position;
use crate::ui::components::figure::PracticeFigure;
use crate::ui::components::title::Title;
use crate::words::{self, Key, text};

/// A pose's page.
#[component]
pub(crate) fn PosePage(
    /// The pose.
    pose: PoseId,
) -> impl IntoView {
    let app = use_app();
    let words = words::pose(pose);
    let position = text(match pose.pose().position {
        Position::Supine => Key::PositionSupine,
        Position::Prone => Key::PositionProne,
        Position::SideLying => Key::PositionSideLying,
        Position::AllFours => Key::PositionAllFours,
        Position::Kneeling => Key::PositionKneeling,
        Position::Seated => Key::PositionSeated,
        Position::Standing => Key::PositionStanding,
    });
    let steps: Vec<_> = words.steps.iter().map(|step| view! { <li>{*step}</li> }).collect();
    let section = |title: Key, body: &'static str| {
        view! { <h2>{text(title)}</h2><p>{body}</p> }
    };
    view! {
        <Title text=words.name/>
        <p class="soft">{position}</p>
        <div class="card pose__picture">
            <PracticeFigure pose=pose still=app.abilities().less_motion/>
        </div>
        <h2>{text(Key::PosePageSteps)}</h2>
        <ol class="steps">{steps}</ol>
        {section(Key::PosePageBreath, words.breath)}
        {section(Key::PosePageEasier, words.easier)}
        {section(Key::PosePageCaution, words.caution)}
    }
}
