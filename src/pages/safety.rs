//! Safety: the signs that need a doctor first, and how hard to exercise. Shown before the first session, and in place
//! of the help page until its texts have loaded.

use leptos::prelude::*;

use crate::components::emergency::{AMBULANCE, EmergencyCall, HOSPITAL, TextList};
use crate::components::pain_limits::PAIN_RULES;
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

/// The warning signs, the most urgent first, and the rules for practice. `index.html` has the same elements.
#[component]
fn SafetyRules() -> impl IntoView {
    view! {
        <Title heading=text(Key::SafetyTitle)/>
        <p>{text(Key::SafetyLead)}</p>
        <section class="card card--alert">
            <h2>{text(Key::SafetyAmbulance)}</h2>
            <TextList keys=&AMBULANCE/>
            <EmergencyCall/>
        </section>
        <section class="card card--alert">
            <h2>{text(Key::SafetyHospital)}</h2>
            <p>{text(Key::SafetyHospitalDo)}</p>
            <TextList keys=&HOSPITAL/>
            <p>{text(Key::SafetyHospitalLife)}</p>
        </section>
        <Section heading=Key::SafetyToday items=&[Key::SafetyTodayFoot, Key::SafetyTodayCalf]/>
        <Section
            heading=Key::SafetySoon
            items=&[
                Key::SafetySoonIll,
                Key::SafetySoonNight,
                Key::SafetySoonLump,
                Key::SafetySoonHistory,
            ]
        />
        <section class="card">
            <h2>{text(Key::SafetyPainTitle)}</h2>
            <p>{text(Key::SafetyScale)}</p>
            <TextList keys=&PAIN_RULES/>
            <p>{text(Key::SafetyPainHigher)}</p>
        </section>
        <Section
            heading=Key::SafetyRulesTitle
            items=&[
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
    /// The heading.
    heading: Key,
    /// The items of the list.
    items: &'static [Key],
) -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(heading)}</h2>
            <TextList keys=items/>
        </section>
    }
}
