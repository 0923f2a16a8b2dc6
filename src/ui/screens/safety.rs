//! Safety: the few signs that need a doctor first, and how hard to go. Shown once at the start,
//! and in the settings ever after.

use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Fragment, el};
use crate::ui::components::button::{link, main_button};
use crate::ui::components::title::title;
use crate::words::{Key, text};

/// Before the first session.
pub(crate) fn first_run(app: App) -> Fragment {
    let accept = main_button(Key::SafetyAccept, move || {
        app.settings.update(|settings| settings.safety_read = true);
    });
    page(app)
        .child(link("link", &Route::Safety.href(), Key::SafetyAll))
        .child(el("div", "bottom-action").child(accept))
}

/// To be read again.
pub(crate) fn safety(app: App) -> Fragment {
    page(app).child(link("button", &Route::Settings.href(), Key::SafetyBack))
}

fn page(app: App) -> Fragment {
    let section = |class, heading, items: [Key; 3]| {
        let items = items.map(|item| el("li", "").text(text(item)));
        el("section", class)
            .child(el("h2", "").text(text(heading)))
            .child(el("ul", "plain-list").children(items))
    };
    Fragment::new()
        .child(title(app, text(Key::SafetyTitle)))
        .child(el("p", "").text(text(Key::SafetyLead)))
        .child(section(
            "card card--alert",
            Key::SafetyNowTitle,
            [Key::SafetyNowSaddle, Key::SafetyNowLegs, Key::SafetyNowAccident],
        ))
        .child(section(
            "card",
            Key::SafetySoonTitle,
            [Key::SafetySoonIll, Key::SafetySoonNight, Key::SafetySoonHistory],
        ))
        .child(section(
            "card",
            Key::SafetyRulesTitle,
            [Key::SafetyRulesMild, Key::SafetyRulesStop, Key::SafetyRulesHold],
        ))
        .child(el("p", "").text(text(Key::SafetyReview)))
        .child(el("p", "soft").text(text(Key::SafetyInfo)))
}
