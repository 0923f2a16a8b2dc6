//! Who speaks in a session, how loud, and whether all of the voice is stored on this device.

use leptos::prelude::*;

use super::button::VanishingButton;
use super::live_region::LiveRegion;
use super::percent_slider::PercentSlider;
use super::phone_voice_field::PhoneVoiceField;
use super::radio_group::RadioGroup;
use crate::route::Route;
use crate::services::device;
use crate::services::voice_download::DownloadProgress;
use crate::state::{Speaker, use_assets, use_settings};
use unknot_core::content::VOICE;
use unknot_core::i18n::{Key, fill, text};

/// The id of the link that receives the focus when the download is complete and its button disappears.
const RECORDINGS_LINK: &str = "recordings-link";

/// The choice of the speaker, and the settings that depend on it.
#[component]
pub(crate) fn VoiceSettings() -> impl IntoView {
    let settings = use_settings();
    let speaker = Memo::new(move |_| settings.speaker());
    let phone_voices = device::phone_voices();
    let can_phone_speak = Memo::new(move |_| phone_voices.with(|voices| !voices.is_empty()));
    // Some browsers load the phone's voices late.
    let options = move || {
        let options = [
            (Speaker::App, Key::SettingsVoiceApp, VOICE.is_some()),
            (Speaker::Phone, Key::SettingsVoicePhone, can_phone_speak.get()),
            (Speaker::Nobody, Key::SettingsVoiceNobody, true),
        ];
        let possible = options.into_iter().filter(|(_, _, is_possible)| *is_possible);
        possible.map(|(speaker, name, _)| (speaker, text(name).to_owned())).collect::<Vec<_>>()
    };
    let hint = move || {
        text(match speaker.get() {
            Speaker::App => Key::SettingsVoiceAppHint,
            Speaker::Phone => Key::SettingsVoicePhoneHint,
            Speaker::Nobody => Key::SettingsVoiceNobodyHint,
        })
    };
    view! {
        {move || {
            view! {
                <RadioGroup
                    name="voice"
                    legend=|| text(Key::SettingsVoice)
                    options=options()
                    selected=speaker
                    on_select=move |speaker| settings.set_speaker(speaker)
                />
            }
        }}
        <p class="soft" prop:textContent=hint></p>
        <Show when=move || speaker.get() == Speaker::App>
            {device::can_work_offline().then(|| view! { <VoiceDownload/> })}
            <a
                class="button"
                id=RECORDINGS_LINK
                href=Route::Recordings(String::new()).href()
            >
                {text(Key::RecordingsOpen)}
            </a>
        </Show>
        <Show when=move || speaker.get() == Speaker::Phone>
            <PhoneVoiceField voices=phone_voices/>
        </Show>
        <Show when=move || speaker.get() != Speaker::Nobody>
            <PercentSlider
                label=text(Key::SettingsVoiceLoudness)
                percent=settings.select(|settings| settings.voice_percent)
                on_change=move |percent| settings.set_voice_volume(percent)
            />
        </Show>
    }
}

/// The stages of the voice download that look different.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    NotStarted,
    Running,
    Complete,
    /// Some clips could not be downloaded.
    Incomplete,
}

impl Stage {
    fn of(progress: Option<DownloadProgress>) -> Self {
        match progress {
            None => Self::NotStarted,
            Some(progress) if !progress.is_over() => Self::Running,
            Some(progress) if progress.failed == 0 => Self::Complete,
            Some(_) => Self::Incomplete,
        }
    }
}

/// The download of the whole voice. One button starts it, stops it and tries again, so that it keeps the focus.
#[component]
fn VoiceDownload() -> impl IntoView {
    let assets = use_assets();
    let stage = Memo::new(move |_| Stage::of(assets.voice_download()));
    let progress = move || assets.voice_download().unwrap_or_default();
    let label = move || {
        text(match stage.get() {
            Stage::Running => Key::SettingsVoiceStop,
            Stage::Incomplete => Key::SettingsVoiceAgain,
            Stage::NotStarted | Stage::Complete => Key::SettingsVoiceAll,
        })
    };
    let on_press = move || match stage.get_untracked() {
        Stage::Running => assets.stop_voice_download(),
        _ => assets.download_voice(),
    };
    let message = move || match stage.get() {
        Stage::NotStarted | Stage::Running => None,
        Stage::Complete => Some(text(Key::SettingsVoiceHere).to_owned()),
        Stage::Incomplete => Some(counted(Key::SettingsVoiceFailed, progress().failed, progress())),
    };
    view! {
        <LiveRegion>{move || message().map(|message| view! { <p prop:textContent=message></p> })}</LiveRegion>
        <Show when=move || stage.get() == Stage::Running>
            <progress
                class="meter"
                aria-label=text(Key::SettingsVoiceAll)
                max=move || progress().all.to_string()
                value=move || progress().done().to_string()
            ></progress>
            <p prop:textContent=move || {
                counted(Key::SettingsVoiceComing, progress().done(), progress())
            }></p>
        </Show>
        <Show when=move || stage.get() != Stage::Complete>
            <VanishingButton label focus_next=RECORDINGS_LINK on_press/>
        </Show>
        <Show when=move || stage.get() == Stage::NotStarted>
            <p class="soft">{text(Key::SettingsVoiceAllHint)}</p>
        </Show>
    }
}

/// “3 of 600 fetched”.
fn counted(key: Key, n: usize, progress: DownloadProgress) -> String {
    fill(key, &[("n", &n.to_string()), ("all", &progress.all.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::next_frame;
    use crate::state::provide_state_for_test;
    use leptos::mount::mount_to;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlElement;

    #[wasm_bindgen_test]
    async fn one_button_starts_and_stops_the_download_and_only_the_apps_voice_has_it() {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        let settings = Rc::new(Cell::new(None));
        let context = settings.clone();
        let mounted = mount_to(root.clone(), move || {
            provide_state_for_test();
            context.set(Some(use_settings()));
            view! { <VoiceSettings/> }
        });
        let settings = settings.get().unwrap();
        let find = |selector: &str| root.query_selector(selector).unwrap();
        let button = || find("button").map(JsCast::unchecked_into::<HtmlElement>);
        let region = find("[role=status]").unwrap();
        let first = button().unwrap();
        assert!(find("progress").is_none());
        first.click();
        next_frame().await;
        assert!(find("progress").is_some());
        assert_eq!(button(), Some(first.clone()));
        first.click();
        next_frame().await;
        assert!(find("progress").is_none());
        assert_eq!((button(), find("[role=status]")), (Some(first.clone()), Some(region)));

        settings.set_speaker(Speaker::Phone);
        next_frame().await;
        assert!(!root.contains(Some(&first)) && find("a").is_none());
        assert!(find("[type=range]").is_some());
        settings.set_speaker(Speaker::Nobody);
        next_frame().await;
        assert!(find("[type=range]").is_none());
        drop(mounted);
    }
}
