//! The toggle that leaves a pose out from now on.

use leptos::prelude::*;

use super::button::ToggleButton;
use crate::state::use_settings;
use unknot_core::domain::catalog::PoseId;

/// Adds a pose with all its variations to the list of poses that hurt, or removes it.
#[component]
pub(crate) fn SoreToggle(
    /// The pose.
    pose: PoseId,
    /// The button's label.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let settings = use_settings();
    let is_sore = Memo::new(move |_| settings.is_sore(pose));
    view! { <ToggleButton label pressed=is_sore on_press=move || settings.toggle_sore(pose)/> }
}
