//! Safety: the signs that need a doctor first, and how hard to exercise. Shown before the first session, and in place
//! of the help page until its texts have loaded.

use leptos::prelude::*;

use crate::components::title::Title;
use crate::route::Route;
use crate::state::use_settings;
use unknot_core::i18n::{Key, text};

/// What everyone has to accept once, before the first session.
#[component]
pub(crate) fn FirstRun() -> impl IntoView {
    let settings = use_settings();
    view! {
        <SafetyRules/>
        <a class="link" href=Route::Safety.href()>
            {text(Key::SafetyAll)}
        </a>
        <div class="bottom-action">
            <button class="button button--main" on:click=move |_| settings.accept_safety()>
                {text(Key::SafetyAccept)}
            </button>
        </div>
    }
}

/// The same rules, for reading again.
#[component]
pub(crate) fn SafetyPage() -> impl IntoView {
    view! {
        <SafetyRules/>
        <a class="button" href=Route::Settings.href()>
            {text(Key::SafetyBack)}
        </a>
    }
}

/// The warning signs, and the rules for practice.
#[component]
fn SafetyRules() -> impl IntoView {
    view! {
        <Title heading=text(Key::SafetyTitle)/>
        <p>{text(Key::SafetyLead)}</p>
        <Section
            class="card card--alert"
            heading=Key::SafetyNowTitle
            items=&[
                Key::SafetyNowSaddle,
                Key::SafetyNowLegs,
                Key::SafetyNowAccident,
                Key::SafetyNowChest,
            ]
        />
        <Section
            heading=Key::SafetySoonTitle
            items=&[
                Key::SafetySoonToday,
                Key::SafetySoonIll,
                Key::SafetySoonNight,
                Key::SafetySoonHistory,
            ]
        />
        <Section
            heading=Key::SafetyRulesTitle
            items=&[
                Key::SafetyRulesMild,
                Key::SafetyRulesStop,
                Key::SafetyRulesHold,
                Key::SafetyRulesWhere,
                Key::SafetyRulesSleepy,
            ]
        />
        <p>{text(Key::SafetyReview)}</p>
        <p class="soft">{text(Key::SafetyInfo)}</p>
    }
}

/// A card with a heading and a list.
#[component]
fn Section(
    /// Its classes.
    #[prop(default = "card")]
    class: &'static str,
    /// The heading.
    heading: Key,
    /// The items of the list.
    items: &'static [Key],
) -> impl IntoView {
    let items = items.iter().map(|item| view! { <li>{text(*item)}</li> });
    view! {
        <section class=class>
            <h2>{text(heading)}</h2>
            <ul class="plain-list">{items.collect_view()}</ul>
        </section>
    }
}
