//! About you: a few questions, all of which can be left out, and what follows from the answers.

use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Element, Fragment, el};
use crate::domain::catalog::PoseId;
use crate::domain::caution::{Caution, Cautions};
use crate::ui::components::button::{button, link};
use crate::ui::components::labels;
use crate::ui::components::later::LaterScreen;
use crate::ui::components::sore::sore_toggle;
use crate::ui::components::title::title;
use crate::words::{self, Key, text};

/// What is asked together, and under which words.
const GROUPS: [(Key, &[Caution]); 4] = [
    (Key::AboutYouMoving, &[Caution::Floor, Caution::Balance, Caution::Dizziness]),
    (
        Key::AboutYouBack,
        &[Caution::Flexion, Caution::Extension, Caution::Stenosis, Caution::Osteoporosis],
    ),
    (
        Key::AboutYouJoints,
        &[Caution::Neck, Caution::Shoulder, Caution::Wrist, Caution::Hip, Caution::Knee],
    ),
    (
        Key::AboutYouHealth,
        &[
            Caution::Pregnancy,
            Caution::BloodPressure,
            Caution::Glaucoma,
            Caution::Reflux,
            Caution::Surgery,
            Caution::Thrombosis,
        ],
    ),
];

/// The questions.
pub(crate) fn about_you(app: App) -> LaterScreen {
    Box::new(move || page(app))
}

/// The offer to be asked, on Today, until it was taken up or put off.
pub(crate) fn ask(app: App) -> LaterScreen {
    Box::new(move || {
        let put_off = button("link", Key::AboutYouLater, move || {
            was_asked(app);
            // The button is gone.
            app.focus("title");
        });
        el("section", "card")
            .child(el("h2", "").text(text(Key::AboutYouTitle)))
            .child(el("p", "").text(text(Key::AboutYouBody)))
            .child(
                el("div", "row")
                    .child(link("button", &Route::AboutYou.href(), Key::AboutYouOpen))
                    .child(put_off),
            )
            .into()
    })
}

fn was_asked(app: App) {
    if !app.settings.with_untracked(|settings| settings.asked) {
        app.settings.update(|settings| settings.asked = true);
    }
}

fn page(app: App) -> Fragment {
    was_asked(app);
    let groups = GROUPS.map(|(heading, cautions)| group(app, heading, cautions));
    Fragment::new()
        .child(title(app, text(Key::AboutYouTitle)))
        .child(el("p", "").text(text(Key::AboutYouLead)))
        .child(el("p", "soft").text(text(Key::AboutYouKept)))
        .child(sore(app))
        .child(groups.into_iter().collect::<Fragment>())
        .child(el("p", "").attribute("role", "status").live_text(move || advice(app)))
        .child(button("button", Key::AboutYouForget, move || {
            app.settings.update(|settings| settings.cautions = Cautions::default());
        }))
        .child(link("button button--main", &Route::Today.href(), Key::AboutYouDone))
}

fn group(app: App, heading: Key, cautions: &[Caution]) -> Element {
    let fields = cautions.iter().map(|&caution| {
        let field = el("input", "")
            .attribute("type", "checkbox")
            .live_property("checked", move || {
                app.settings.with(|settings| settings.cautions.has(caution))
            })
            .on_click(move || app.settings.update(|settings| settings.cautions.toggle(caution)));
        el("label", "choice").child(field).child(el("span", "").text(labels::caution(caution)))
    });
    el("fieldset", "choices").child(el("legend", "").text(text(heading))).children(fields)
}

/// What was on the sore list when the screen opened: what is taken off can be put back.
fn sore(app: App) -> Fragment {
    let has = |pose: PoseId| app.settings.with_untracked(|settings| settings.sore.has(pose.slug()));
    let poses: Vec<_> = PoseId::all()
        .iter()
        .filter(|pose| has(**pose))
        .map(|&pose| el("li", "").child(sore_toggle(app, pose, words::pose(pose).name)))
        .collect();
    if poses.is_empty() {
        return Fragment::new();
    }
    Fragment::new()
        .child(el("h2", "").text(text(Key::PosePageSore)))
        .child(el("p", "soft").text(text(Key::AboutYouSore)))
        .child(el("ul", "list").children(poses))
}

/// What to do first, where that is not to move.
fn advice(app: App) -> String {
    let has = |caution| app.settings.with(|settings| settings.cautions.has(caution));
    let key = if has(Caution::Thrombosis) {
        Key::AboutYouSeeToday
    } else if has(Caution::Surgery) {
        Key::AboutYouAskFirst
    } else {
        return String::new();
    };
    text(key).to_owned()
}
