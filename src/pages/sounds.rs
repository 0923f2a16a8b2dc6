//! Sounds: what each one means, with a sample on a tap, and the choice of bell and background.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconShape};
use crate::components::labels;
use crate::components::live_region::LiveRegion;
use crate::components::percent_slider::PercentSlider;
use crate::components::radio_group::RadioGroup;
use crate::components::title::Title;
use crate::components::voice_controls::{BELL, SESSION, Sample, Sampler};
use crate::route::Route;
use crate::services::voice_sample::SampleState;
use crate::state::{use_session, use_settings};
use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::i18n::{Key, text};

/// The line that represents everything that is spoken.
const SAMPLE_LINE: Line = Line::HalfWay;

/// The sounds of a session, in the order in which they first occur.
const SOUNDS: [(Key, Sample); 14] = [
    (Key::SoundsPrepare, &[(0, CueKind::Prepare)]),
    (Key::SoundsChangePose, &[(0, CueKind::ChangePose)]),
    (Key::SoundsBegin, &[(0, CueKind::Begin)]),
    (Key::SoundsRepetition, &[(0, CueKind::Repetition(None)), (1500, CueKind::Repetition(None))]),
    (Key::SoundsHalfWay, &[(0, CueKind::HalfWay)]),
    (
        Key::SoundsSeconds,
        &[
            (0, CueKind::LastSeconds(3)),
            (1000, CueKind::LastSeconds(2)),
            (2000, CueKind::LastSeconds(1)),
        ],
    ),
    (Key::SoundsLeft, &[(0, CueKind::ChangeSide(Side::Left))]),
    (Key::SoundsRight, &[(0, CueKind::ChangeSide(Side::Right))]),
    (Key::SoundsLine, &[(0, CueKind::Say(SAMPLE_LINE))]),
    (Key::SoundsBreatheIn, &[(0, CueKind::BreatheIn)]),
    (Key::SoundsBreatheHold, &[(0, CueKind::BreatheHold)]),
    (Key::SoundsBreatheOut, &[(0, CueKind::BreatheOut)]),
    (Key::SoundsInterval, &[(0, CueKind::Interval)]),
    (Key::SoundsEnd, &[(0, CueKind::End)]),
];

/// The page of sounds.
#[component]
pub(crate) fn SoundsPage() -> impl IntoView {
    let session = use_session();
    let sampler = Sampler::new();
    sampler.load_speech(SAMPLE_LINE);
    let state = sampler.state();
    let sounds = SOUNDS.into_iter().map(|(name, sample)| {
        view! {
            <li>
                <button class="card card--link" on:click=move |_| sampler.play_cues(sample)>
                    <Icon shape=IconShape::Play/>
                    <span class="card__words">{text(name)}</span>
                </button>
            </li>
        }
    });
    view! {
        <Title heading=text(Key::SoundsTitle)/>
        <p>{text(Key::SoundsLead)}</p>
        <LiveRegion>
            <Show when=move || session.is_running()>
                <p>{text(Key::SoundsInSession)}</p>
            </Show>
            <Show when=move || state.get() == SampleState::Failed>
                <p>{text(Key::SettingsSoundFailed)}</p>
            </Show>
        </LiveRegion>
        <BellSection sampler/>
        <BackgroundSection sampler/>
        <h2>{text(Key::SoundsSaid)}</h2>
        <ul class="list">{sounds.collect_view()}</ul>
        <a class="button" href=Route::Settings.href()>
            {text(Key::SettingsBack)}
        </a>
    }
}

/// The bell and its loudness.
#[component]
fn BellSection(sampler: Sampler) -> impl IntoView {
    let settings = use_settings();
    let choose = move |bell| {
        settings.set_bell(bell);
        sampler.play_cues(SESSION);
    };
    let set_loudness = move |percent| {
        settings.set_bell_volume(percent);
        sampler.play_cues(BELL);
    };
    view! {
        <section class="card">
            <RadioGroup
                name="bell"
                legend=|| view! { <h2>{text(Key::SoundsBell)}</h2> }
                options=Bell::ALL.map(|bell| (bell, bell_name(bell).to_owned())).into()
                selected=settings.select(|settings| settings.bell)
                on_select=choose
            />
            <p class="soft">{text(Key::SoundsBellHint)}</p>
            <PercentSlider
                label=text(Key::SettingsBells)
                percent=settings.select(|settings| settings.bells)
                on_change=set_loudness
            />
        </section>
    }
}

/// The background sound and its loudness.
#[component]
fn BackgroundSection(sampler: Sampler) -> impl IntoView {
    let settings = use_settings();
    let choose = move |background| {
        settings.set_background(background);
        sampler.play_cues(SESSION);
    };
    let set_loudness = move |percent| {
        settings.set_background_volume(percent);
        sampler.play_cues(SESSION);
    };
    let options =
        Background::ALL.map(|background| (background, labels::background(background).to_owned()));
    view! {
        <section class="card">
            <RadioGroup
                name="background"
                legend=|| view! { <h2>{text(Key::SoundsBackground)}</h2> }
                options=options.into()
                selected=settings.select(|settings| settings.background)
                on_select=choose
            />
            <p class="soft">{text(Key::SoundsBackgroundHint)}</p>
            <PercentSlider
                label=text(Key::SoundsBackgroundLoudness)
                percent=settings.select(|settings| settings.background_percent)
                on_change=set_loudness
            />
        </section>
    }
}

fn bell_name(bell: Bell) -> &'static str {
    text(match bell {
        Bell::Mixed => Key::SoundsBellMixed,
        Bell::SmallBowl => Key::SoundsBellSmallBowl,
        Bell::LargeBowl => Key::SoundsBellLargeBowl,
        Bell::Gong => Key::SoundsBellGong,
        Bell::Block => Key::SoundsBellBlock,
        Bell::Chime => Key::SoundsBellChime,
    })
}
