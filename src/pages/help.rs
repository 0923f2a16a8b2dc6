//! Help: the signs that need a doctor, in three levels, what to do about each, and how hard to exercise.

use leptos::prelude::*;

use crate::components::pain_lights::PainLights;
use crate::components::source_list::{SourceList, Sources};
use crate::components::title::Title;
use crate::route::Route;
use crate::services::{dates, device};
use crate::state::use_settings;
use unknot_core::i18n::learn::{Level, Statement, signs};
use unknot_core::i18n::{Key, fill, text};

/// All warning signs. The first-run page has only the most urgent ones.
#[component]
pub(crate) fn HelpPage() -> impl IntoView {
    let is_new_here = use_settings().with_untracked(|settings| !settings.safety_read);
    let back = if is_new_here { Route::Today } else { Route::Settings };
    let [emergency, urgent, review] = [Level::Emergency, Level::Urgent, Level::Review].map(signs);
    let sources = Sources::of(emergency.iter().chain(&urgent).chain(&review));
    let list = |signs: &[Statement]| {
        let rows = signs.iter().map(|sign| view! { <li>{sources.cite(sign)}</li> });
        view! { <ul class="plain-list">{rows.collect_view()}</ul> }
    };
    view! {
        <Title heading=text(Key::HelpTitle)/>
        <p>{text(Key::HelpLead)}</p>
        <section class="card card--alert">
            <h2>{text(Key::HelpNow)}</h2>
            <p>{text(Key::HelpNowDo)}</p>
            <EmergencyCall/>
            {list(&emergency)}
            <CrisisLine/>
        </section>
        <section class="card">
            <h2>{text(Key::HelpSoon)}</h2>
            <p>{text(Key::HelpSoonDo)}</p>
            {list(&urgent)}
        </section>
        <section class="card">
            <h2>{text(Key::HelpReview)}</h2>
            <p>{text(Key::HelpReviewDo)}</p>
            {list(&review)}
        </section>
        <HowHard/>
        <AboutApp/>
        <SourceList sources/>
        <a class="button" href=Route::Learn.href()>
            {text(Key::LearnPageOpen)}
        </a>
        <a class="button" href=back.href()>
            {text(Key::SafetyBack)}
        </a>
    }
}

/// Whom to call, if the device's language tag names a region.
#[component]
fn EmergencyCall() -> impl IntoView {
    let Some(emergency) = device::emergency_number() else {
        return view! { <p>{text(Key::HelpCallUnknown)}</p> }.into_any();
    };
    let country = dates::country(emergency.country);
    let call = fill(Key::HelpCall, &[("country", &country), ("number", emergency.number)]);
    view! {
        <a class="button button--main" href=format!("tel:{}", emergency.number)>
            {call}
        </a>
        <p class="soft">{text(Key::HelpCallElsewhere)}</p>
    }
    .into_any()
}

/// Whom to talk to about thoughts of suicide. It follows the sign itself, which is the last of the emergencies.
#[component]
fn CrisisLine() -> impl IntoView {
    let how = match device::crisis_line() {
        None => view! { <p>{text(Key::HelpCrisisUnknown)}</p> }.into_any(),
        Some(line) => {
            let call = fill(Key::HelpCrisisCall, &[("name", line.name), ("number", line.number)]);
            view! {
                <a class="button" href=format!("tel:{}", line.number.replace(' ', ""))>
                    {call}
                </a>
            }
            .into_any()
        }
    };
    view! {
        <p>{text(Key::HelpCrisis)}</p>
        {how}
    }
}

/// How much pain is acceptable, when to stop, and when and where not to practise.
#[component]
fn HowHard() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(Key::HurtHowMuch)}</h2>
            <PainLights/>
            <p>{text(Key::HelpAfter)}</p>
            <h3>{text(Key::HurtStopTitle)}</h3>
            <p>{text(Key::HurtStopNow)}</p>
            <p>{text(Key::HurtStop)}</p>
            <h3>{text(Key::HelpBefore)}</h3>
            <ul class="plain-list">
                <li>{text(Key::SafetyRulesHold)}</li>
                <li>{text(Key::SafetyRulesWhere)}</li>
                <li>{text(Key::SafetyRulesSleepy)}</li>
            </ul>
        </section>
    }
}

/// What the app is and isn't.
#[component]
fn AboutApp() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(Key::HelpAbout)}</h2>
            <ul class="plain-list">
                <li>{text(Key::HelpInfo)}</li>
                <li>{text(Key::HelpFor)}</li>
                <li>{text(Key::HelpMedicine)}</li>
                <li>{text(Key::HelpDrawings)}</li>
            </ul>
        </section>
    }
}
