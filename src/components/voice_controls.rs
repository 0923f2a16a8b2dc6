//! The voice on or off, how loud it is, and a sample of it: in Settings, and over the player.

use leptos::prelude::*;

use super::live_region::LiveRegion;
use super::percent_slider::PercentSlider;
use super::switch::Switch;
use crate::services::device;
use crate::services::voice_sample::{SampleState, VoiceSample};
use crate::state::{SettingsState, Speaker, use_session, use_settings};
use unknot_core::domain::cue::{Cue, CueKind, Line};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{Key, text};

/// Cues, each at its time in milliseconds.
pub(crate) type Sample = &'static [(u32, CueKind)];

/// Heard when the loudness of the bells changes.
pub(crate) const BELL: Sample = &[(0, CueKind::Begin)];
/// Heard when a bell, a background or the loudness of the background is chosen.
pub(crate) const SESSION: Sample = &[(0, CueKind::Begin), (2500, CueKind::Interval)];

/// Lets a person hear who speaks, and the other sounds of a session, with the current settings. Silent while a session
/// runs, because a sample would drown out its sounds.
#[derive(Clone, Copy)]
pub(crate) struct Sampler {
    sample: StoredValue<VoiceSample, LocalStorage>,
    /// Whether a session runs.
    is_running: Memo<bool>,
    settings: SettingsState,
}

impl Sampler {
    /// A sampler that falls silent when the current reactive owner is cleaned up, and when the session goes on.
    pub(crate) fn new() -> Self {
        let sample = StoredValue::new_local(VoiceSample::new());
        let session = use_session();
        let is_running = Memo::new(move |_| session.is_running());
        Effect::new(move || {
            // The phone's voice may be saying a line of the session by now.
            if is_running.get() {
                sample.with_value(VoiceSample::stop);
            }
        });
        Self { sample, is_running, settings: use_settings() }
    }

    /// Plays a sample of the chosen speaker. Has to be called in the tap itself.
    pub(crate) fn play_voice(self) {
        if self.is_running.get_untracked() {
            return;
        }
        let speaker = untrack(|| self.settings.speaker());
        self.settings.with_untracked(|settings| {
            self.sample.with_value(|sample| match speaker {
                Speaker::App(voice) => {
                    device::stop_voice();
                    sample.play(voice, settings);
                }
                Speaker::Phone => {
                    sample.stop();
                    device::try_voice(settings);
                }
            });
        });
    }

    /// Loads what stands for everything that is spoken among the [cues](Self::play_cues), if the app's voice is on.
    pub(crate) fn load_speech(self, line: Line) {
        self.settings.with_untracked(|settings| {
            if settings.speaks_in_track() {
                self.sample.with_value(|sample| sample.load_speech(settings.app_voice, line));
            }
        });
    }

    /// Plays cues. Has to be called in the tap itself.
    pub(crate) fn play_cues(self, cues: Sample) {
        if self.is_running.get_untracked() {
            return;
        }
        device::stop_voice();
        let cues: Vec<_> = cues.iter().map(|&(at, kind)| Cue { at: Millis(at), kind }).collect();
        self.settings.with_untracked(|settings| {
            self.sample.with_value(|sample| sample.play_cues(&cues, settings));
        });
    }

    /// Stops whatever plays.
    pub(crate) fn stop(self) {
        self.sample.with_value(VoiceSample::stop);
        device::stop_voice();
    }

    /// Its state.
    pub(crate) fn state(self) -> Signal<SampleState> {
        self.sample.with_value(VoiceSample::state)
    }
}

/// Turns the voice on and off. Its children are shown while it is on.
#[component]
pub(crate) fn VoiceSwitch(
    /// What to silence when the voice is turned off.
    sampler: Sampler,
    /// Who speaks, and how loud.
    children: ChildrenFn,
) -> impl IntoView {
    let settings = use_settings();
    let is_on = settings.select(|settings| settings.voice);
    let turn = move |on| {
        sampler.stop();
        settings.set_voice(on);
    };
    view! {
        <Switch label=text(Key::SettingsVoice) on=is_on on_change=turn/>
        <Show
            when=move || is_on.get()
            fallback=|| view! { <p class="soft">{text(Key::SettingsVoiceOffHint)}</p> }
        >
            {children()}
        </Show>
    }
}

/// How loud the voice is. It is heard whenever that changes, and on a tap.
#[component]
pub(crate) fn VoiceLoudness(
    /// Plays it.
    sampler: Sampler,
) -> impl IntoView {
    let settings = use_settings();
    // No browser makes the phone's own voice louder than it is.
    let most = Memo::new(move |_| match settings.speaker() {
        Speaker::App(_) => Settings::LOUDEST_VOICE,
        Speaker::Phone => 100,
    });
    let percent = Memo::new(move |_| settings.with(|it| it.voice_percent).min(most.get()));
    let set_loudness = move |percent| {
        settings.set_voice_volume(percent);
        sampler.play_voice();
    };
    view! {
        // Another slider for another scale: a browser moves the thumb of one whose scale shrinks.
        {move || {
            view! {
                <PercentSlider
                    label=text(Key::SettingsVoiceLoudness)
                    most=most.get()
                    percent
                    on_change=set_loudness
                />
            }
        }}
        <SampleButton sampler/>
    }
}

/// Plays a sample of the chosen voice, and says why that is not possible.
#[component]
fn SampleButton(sampler: Sampler) -> impl IntoView {
    let session = use_session();
    let state = sampler.state();
    let label = move || {
        text(match state.get() {
            SampleState::Loading => Key::SettingsVoiceWait,
            _ => Key::SettingsVoiceTry,
        })
    };
    let message = Memo::new(move |_| match state.get() {
        _ if session.is_running() => Some(Key::SettingsVoiceInSession),
        SampleState::Missing => Some(Key::SettingsVoiceMissing),
        SampleState::Failed => Some(Key::SettingsSoundFailed),
        SampleState::Ready | SampleState::Loading => None,
    });
    view! {
        <button
            type="button"
            class="button"
            disabled=move || session.is_running()
            on:click=move |_| sampler.play_voice()
            prop:textContent=label
        ></button>
        <LiveRegion>{move || message.get().map(|key| view! { <p prop:textContent=text(key)></p> })}</LiveRegion>
    }
}
