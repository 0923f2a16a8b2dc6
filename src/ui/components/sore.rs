//! The switch that leaves a pose out from now on, wherever one may say so.

use super::button::toggle_button;
use crate::app::App;
use crate::dom::Element;
use crate::domain::catalog::PoseId;

/// Puts a pose on the sore list, with all its variations, or takes it off.
pub(crate) fn sore_toggle(app: App, pose: PoseId, words: &str) -> Element {
    let slug = pose.base().slug();
    toggle_button(
        words,
        move || app.settings.with(|settings| settings.sore.has(slug)),
        move || app.settings.update(|settings| settings.sore.toggle(slug)),
    )
}
