//! Whether somebody speaks in a session, who, and how loud.

use leptos::prelude::*;

use super::phone_voice_field::PhoneVoiceField;
use super::radio_group::RadioGroup;
use super::voice_controls::{Sampler, VoiceLoudness, VoiceSwitch};
use super::voice_download::{AFTER_DOWNLOAD, VoiceDownload};
use crate::route::Route;
use crate::services::device;
use crate::state::{Speaker, use_assets, use_settings};
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::phone_voice::PhoneVoice;
use unknot_core::i18n::{Key, text};

/// Turns the voice on and off, and has the settings that depend on it.
#[component]
pub(crate) fn VoiceSettings() -> impl IntoView {
    let sampler = Sampler::new();
    view! {
        <VoiceSwitch sampler>
            <SpeakerSettings sampler/>
        </VoiceSwitch>
    }
}

/// Who speaks, how loud, and what else can be done about them.
#[component]
fn SpeakerSettings(sampler: Sampler) -> impl IntoView {
    let settings = use_settings();
    let speaker = Memo::new(move |_| settings.speaker());
    let phone_voices = device::phone_voices();
    let hint = move || {
        text(match speaker.get() {
            Speaker::App(_) => Key::SettingsVoiceAppHint,
            Speaker::Phone => Key::SettingsVoicePhoneHint,
        })
    };
    let app_voice = Memo::new(move |_| match speaker.get() {
        Speaker::App(voice) => Some(voice),
        Speaker::Phone => None,
    });
    view! {
        <SpeakerChoice speaker phone_voices sampler/>
        <p class="soft" prop:textContent=hint></p>
        <Show when=move || speaker.get() == Speaker::Phone>
            <PhoneVoiceField voices=phone_voices on_choose=move || sampler.play_voice()/>
        </Show>
        <VoiceLoudness sampler/>
        <Show when=move || app_voice.get().is_some()>
            {device::can_work_offline().then(|| view! { <VoiceDownload voice=app_voice/> })}
            <a
                class="button"
                id=AFTER_DOWNLOAD
                href=Route::Recordings(String::new()).href()
            >
                {text(Key::RecordingsOpen)}
            </a>
        </Show>
    }
}

/// The speakers to choose from, if there is a choice. Each is heard when it is chosen.
#[component]
fn SpeakerChoice(
    /// Who is chosen.
    speaker: Memo<Speaker>,
    /// The phone's own voices. Some browsers load them late.
    phone_voices: Signal<Vec<PhoneVoice>>,
    sampler: Sampler,
) -> impl IntoView {
    let (assets, settings) = (use_assets(), use_settings());
    let can_phone_speak = Memo::new(move |_| phone_voices.with(|voices| !voices.is_empty()));
    let choose = move |speaker| {
        settings.set_speaker(speaker);
        // Nobody downloads what they haven't chosen.
        assets.stop_voice_download();
        sampler.play_voice();
    };
    move || {
        let options = speakers(can_phone_speak.get());
        (options.len() > 1).then(|| {
            view! {
                <RadioGroup
                    name="voice"
                    legend=|| text(Key::SettingsVoiceWhich)
                    options
                    selected=speaker
                    on_select=choose
                />
            }
        })
    }
}

/// The speakers that the language and the phone have, with their names.
fn speakers(can_phone_speak: bool) -> Vec<(Speaker, String)> {
    let voices: Vec<_> = AppVoice::all().collect();
    let name = |voice| match voice {
        _ if voices.len() == 1 => Key::SettingsVoiceApp,
        AppVoice::Higher => Key::SettingsVoiceHigher,
        AppVoice::Lower => Key::SettingsVoiceLower,
    };
    let apps = voices.iter().map(|&voice| (Speaker::App(voice), name(voice)));
    let phones = can_phone_speak.then_some((Speaker::Phone, Key::SettingsVoicePhone));
    apps.chain(phones).map(|(speaker, name)| (speaker, text(name).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{Stub, click, elements, next_frame, show, texts, wait_until};
    use crate::state::{SettingsState, provide_state_for_test};
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Shows the voice settings, and returns the settings of the app.
    fn show_voice_settings() -> (SettingsState, impl Sized) {
        let settings = Rc::new(Cell::new(None));
        let context = settings.clone();
        let mounted = show(move || {
            provide_state_for_test();
            context.set(Some(use_settings()));
            view! {
                <main>
                    <VoiceSettings/>
                </main>
            }
        });
        (settings.get().unwrap(), mounted)
    }

    fn has(selector: &str) -> bool {
        !elements(&format!("main {selector}")).is_empty()
    }

    #[wasm_bindgen_test]
    async fn voice_is_turned_on_and_off_and_only_a_speaker_has_settings() {
        let (settings, mounted) = show_voice_settings();
        assert!(has("[role=switch]:checked") && has("[type=range]") && has("a"));
        settings.set_speaker(Speaker::Phone);
        next_frame().await;
        assert!(has("[type=range]") && !has("a"));
        click("main [role=switch]");
        next_frame().await;
        assert!(!settings.with_untracked(|settings| settings.voice));
        assert!(!has("[type=range]") && !has("[type=radio]") && !has("button"));
        click("main [role=switch]");
        next_frame().await;
        assert_eq!(untrack(|| settings.speaker()), Speaker::Phone, "who speaks is kept");
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn chosen_voice_is_heard_from_its_own_clip_and_no_other_is_fetched() {
        let server = Stub::install(
            "const fetch = window.fetch;
            const asked = [];
            window.fetch = async (name) => {
                asked.push(String(name));
                return new Response('', { status: 404 });
            };
            return { restore: () => { window.fetch = fetch; }, report: () => asked.join(' ') };",
        );
        let (settings, mounted) = show_voice_settings();
        next_frame().await;
        assert_eq!(server.report(), "", "nothing is fetched before it is chosen");
        click("main .choice:nth-of-type(2) [type=radio]");
        assert_eq!(untrack(|| settings.speaker()), Speaker::App(AppVoice::Lower));
        let missing = text(Key::SettingsVoiceMissing).to_owned();
        wait_until(async || {
            next_frame().await;
            texts("main [role=status] > p").contains(&missing)
        })
        .await;
        let folder = format!("voice/{}/", AppVoice::Lower.folder().unwrap());
        assert!(
            server.report().split(' ').all(|name| name.contains(&folder)),
            "{}",
            server.report()
        );
        drop(mounted);
    }
}
