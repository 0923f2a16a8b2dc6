//! All routines.

use leptos::prelude::*;

use crate::domain::catalog::routines;
use crate::ui::components::routine_card::RoutineCard;
use crate::ui::components::title::Title;
use crate::words::{Key, text};

/// All routines.
#[component]
pub(crate) fn Library() -> impl IntoView {
    let cards = routines().iter().map(|routine| view! { <li><RoutineCard routine=routine/></li> });
    view! {
        <Title text=text(Key::LibraryTitle)/>
        <p class="soft">{text(Key::LibraryIntro)}</p>
        <ul class="list">{cards.collect::<Vec<_>>()}</ul>
    }
}
