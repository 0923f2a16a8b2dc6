//! Safety: the few signs that need a doctor first, and how hard to go. Shown once at the start,
//! and in the settings ever after.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::app::use_app;
use crate::ui::components::title::Title;
use crate::words::{Key, text};

/// Before the first session.
#[component]
pub(crate) fn FirstRun() -> impl IntoView {
    let app = use_app();
    view! {
        <Page/>
        <div class="bottom-action">
            <button
                class="button button--main"
                on:click=move |_| app.settings.update(|settings| settings.safety_read = true)
            >
                {text(Key::SafetyAccept)}
            </button>
        </div>
    }
}

/// To be read again.
#[component]
pub(crate) fn Safety() -> impl IntoView {
    view! {
        <Page/>
        <a class="button" href=Route::Settings.href()>{text(Key::SafetyBack)}</a>
    }
}

#[component]
fn Page() -> impl IntoView {
    let list = |keys: &'static [Key]| {
        let items: Vec<_> = keys.iter().map(|key| view! { <li>{text(*key)}</li> }).collect();
        view! { <ul class="plain-list">{items}</ul> }
    };
    view! {
        <Title text=text(Key::SafetyTitle)/>
        <p>{text(Key::SafetyLead)}</p>
        <section class="card card--alert">
            <h2>{text(Key::SafetyNowTitle)}</h2>
            {list(&[Key::SafetyNowSaddle, Key::SafetyNowLegs, Key::SafetyNowAccident])}
        </section>
        <section class="card">
            <h2>{text(Key::SafetySoonTitle)}</h2>
            {list(&[Key::SafetySoonIll, Key::SafetySoonNight, Key::SafetySoonHistory])}
        </section>
        <section class="card">
            <h2>{text(Key::SafetyRulesTitle)}</h2>
            {list(&[Key::SafetyRulesMild, Key::SafetyRulesStop, Key::SafetyRulesHold])}
        </section>
        <p class="soft">{text(Key::SafetyInfo)}</p>
    }
}
