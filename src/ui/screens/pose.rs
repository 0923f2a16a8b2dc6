//! A pose's page: the figure moving, the steps, an easier way, who should leave it out.

use crate::app::App;
use crate::dom::{Fragment, el};
use crate::domain::catalog::PoseId;
use crate::domain::pose::Position;
use crate::ui::components::figure::practice_figure;
use crate::ui::components::title::title;
use crate::ui::screens::missing::missing;
use crate::words::{self, Key, text};

/// A pose's page.
pub(crate) fn pose_page(app: App, pose: PoseId) -> Fragment {
    let name = words::pose(pose).name;
    let Some(words) = words::pose_page(pose) else {
        return missing(app, Key::ErrorPoseMissing);
    };
    let position = text(match pose.pose().position {
        Position::Supine => Key::PositionSupine,
        Position::Prone => Key::PositionProne,
        Position::SideLying => Key::PositionSideLying,
        Position::AllFours => Key::PositionAllFours,
        Position::Kneeling => Key::PositionKneeling,
        Position::Seated => Key::PositionSeated,
        Position::Standing => Key::PositionStanding,
    });
    let heading = |key| el("h2", "").text(text(key));
    let steps = words.steps.iter().map(|step| el("li", "").text(step));
    let mut page = Fragment::new()
        .child(title(app, name))
        .child(el("p", "soft").text(position))
        .child(el("div", "card pose__picture").child(practice_figure(app, pose)))
        .child(heading(Key::PosePageSteps))
        .child(el("ol", "steps").children(steps));
    for (key, body) in [
        (Key::PosePageBreath, words.breath),
        (Key::PosePageEasier, words.easier),
        (Key::PosePageCaution, words.caution),
    ] {
        page = page.child(heading(key)).child(el("p", "").text(body));
    }
    page
}
