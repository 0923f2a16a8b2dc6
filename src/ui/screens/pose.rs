//! A pose's page: the figure moving, the steps, an easier way, who should leave it out.

use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Fragment, el};
use crate::domain::catalog::{PoseId, routines};
use crate::ui::components::button::link;
use crate::ui::components::figure::practice_figure;
use crate::ui::components::labels;
use crate::ui::components::later::LaterScreen;
use crate::ui::components::routine_card::routine_card;
use crate::ui::components::sore::sore_toggle;
use crate::ui::components::title::title;
use crate::ui::screens::missing::missing;
use crate::words::{self, Key, text};

/// A pose's page.
pub(crate) fn pose_page(app: App, pose: PoseId) -> LaterScreen {
    Box::new(move || page(app, pose))
}

fn page(app: App, pose: PoseId) -> Fragment {
    let name = words::pose(pose).name;
    let Some(words) = words::pose_page(pose) else {
        return missing(app, Key::ErrorPoseMissing)();
    };
    let of = pose.pose();
    let areas: Vec<_> = of.areas.iter().map(|&area| labels::area(area)).collect();
    let facts = format!("{} · {}", labels::position(of.position), areas.join(", "));
    let heading = |key| el("h2", "").text(text(key));
    // Of a variation: what it has of its own, and all else is that of its pose.
    let base = pose.base();
    let own = words::pose(pose);
    let steps = if pose == base { words.steps } else { vec![own.setup, own.action] };
    let steps = steps.into_iter().map(|step| el("li", "").text(step));
    let mut page = Fragment::new()
        .child(link("link link--back", &Route::Library.href(), Key::LibraryPageBack))
        .child(title(app, name))
        .child(el("p", "soft").text(words.sanskrit))
        .child(el("p", "soft").text(&facts))
        .child(el("div", "card pose__picture").child(practice_figure(app, pose)))
        .child(sore_toggle(app, base, text(Key::PosePageSore)))
        .child(heading(Key::PosePageSteps))
        .child(el("ol", "steps").children(steps));
    let dose = format!("{}. {}", words.dose, labels::basis(of.basis));
    for (key, body) in [
        (Key::PosePageDose, &*dose),
        (Key::PosePageBreath, words.breath),
        (Key::PosePageEasier, words.easier),
        (Key::PosePageCaution, words.caution),
    ] {
        page = page.child(heading(key)).child(el("p", "").text(body));
    }
    let with_it =
        routines().filter(|routine| routine.steps.iter().any(|step| step.pose.base() == base));
    let with_it: Vec<_> =
        with_it.map(|routine| el("li", "").child(routine_card(routine))).collect();
    if with_it.is_empty() {
        return page;
    }
    page.child(heading(Key::PosePageRoutines)).child(el("ul", "list").children(with_it))
}
