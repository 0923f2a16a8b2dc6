//! Help: the signs that need a doctor, in boxes by urgency, what to do about each, and how hard to exercise.

use leptos::prelude::*;

use crate::components::emergency::{EmergencyCall, SessionEnds, TextList};
use crate::components::pain_limits::PainLimits;
use crate::components::sign_drawing::{Sign, SignDrawing};
use crate::components::source_list::{SourceList, Sources};
use crate::components::title::Title;
use crate::route::Route;
use crate::services::device;
use crate::state::use_settings;
use unknot_core::i18n::learn::{Level, Topic, signs};
use unknot_core::i18n::{Key, fill, text};

/// All warning signs. The first-run page has only the most urgent ones.
#[component]
pub(crate) fn HelpPage() -> impl IntoView {
    let is_new_here = use_settings().with_untracked(|settings| !settings.safety_read);
    let back = if is_new_here { Route::Today } else { Route::Settings };
    let all: Vec<_> = Level::ALL.into_iter().flat_map(signs).flat_map(|(_, signs)| signs).collect();
    let sources = Sources::of(&all);
    let signs = |level| signs_of(level, &sources);
    view! {
        <Title heading=text(Key::HelpTitle)/>
        <TextList keys=&[Key::HelpShortAmbulance, Key::HelpShortHospital, Key::HelpShortRest]/>
        <p>{text(Key::HelpLead)}</p>
        <section class="card card--alert">
            <h2>{text(Key::SafetyAmbulance)}</h2>
            {signs(Level::Ambulance)}
            <p>{text(Key::HelpAmbulanceDo)}</p>
            <EmergencyCall/>
        </section>
        <section class="card card--alert">
            <h2>{text(Key::SafetyHospital)}</h2>
            <p>{text(Key::HelpHospitalDo)}</p>
            {signs(Level::Hospital)}
            <CrisisLine/>
        </section>
        <section class="card">
            <h2>{text(Key::SafetyToday)}</h2>
            <p>{text(Key::HelpTodayDo)}</p>
            {signs(Level::Today)}
            <div class="signs">
                <SignDrawing sign=Sign::Foot/>
                <SignDrawing sign=Sign::Calf/>
            </div>
        </section>
        <section class="card">
            <h2>{text(Key::SafetySoon)}</h2>
            <p>{text(Key::HelpSoonDo)}</p>
            {signs(Level::Soon)}
        </section>
        <section class="card">
            <h2>{text(Key::HelpReview)}</h2>
            <p>{text(Key::HelpReviewDo)}</p>
            {signs(Level::Review)}
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

/// The signs of a level, in a list for each topic.
fn signs_of(level: Level, sources: &Sources) -> impl IntoView + use<> {
    let lists = signs(level).into_iter().map(|(topic, signs)| {
        let rows = signs.iter().map(|sign| view! { <li>{sources.cite(sign)}</li> });
        view! {
            {topic.map(|topic| view! { <h3>{text(heading(topic))}</h3> })}
            <ul class="plain-list">{rows.collect_view()}</ul>
            {(topic == Some(Topic::Saddle)).then(|| view! { <SignDrawing sign=Sign::Saddle/> })}
        }
    });
    lists.collect_view()
}

fn heading(topic: Topic) -> Key {
    match topic {
        Topic::Saddle => Key::HelpTopicSaddle,
        Topic::Legs => Key::HelpTopicLegs,
        Topic::Life => Key::HelpTopicLife,
        Topic::Ill => Key::HelpTopicIll,
        Topic::Back => Key::HelpTopicBack,
        Topic::Past => Key::HelpTopicPast,
        Topic::Daily => Key::HelpTopicDaily,
    }
}

/// Whom to talk to about thoughts of suicide. It follows the sign itself, which is the last of the signs for a hospital.
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

/// During a session: how much pain is acceptable, and when to end it. Before it: when and where not to practise.
#[component]
fn HowHard() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(Key::SafetyPainTitle)}</h2>
            <PainLimits/>
            <p>{text(Key::HelpAfter)}</p>
        </section>
        <section class="card">
            <h2>{text(Key::HurtStopTitle)}</h2>
            <p>{text(Key::HelpStop)}</p>
            <SessionEnds/>
        </section>
        <section class="card">
            <h2>{text(Key::HelpBefore)}</h2>
            <TextList keys=&[
                Key::SafetyRulesHold,
                Key::SafetyRulesWhere,
                Key::SafetyRulesSleepy,
            ]/>
        </section>
    }
}

/// What the app is and isn't.
#[component]
fn AboutApp() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(Key::HelpAbout)}</h2>
            <TextList keys=&[
                Key::HelpInfo,
                Key::HelpFor,
                Key::HelpMedicine,
                Key::HelpDrawings,
            ]/>
        </section>
    }
}
