//! The download of one of the app's voices as a whole.

use leptos::prelude::*;

use super::button::VanishingButton;
use super::live_region::LiveRegion;
use crate::services::voice_download::DownloadProgress;
use crate::state::use_assets;
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::i18n::{Key, fill, text};

/// The id of the element that receives the focus when the download is complete and its button disappears.
pub(super) const AFTER_DOWNLOAD: &str = "recordings-link";

/// The stages of a download that look different.
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

/// The download of the whole chosen voice. One button starts it, stops it and tries again, so that it keeps the focus.
#[component]
pub(super) fn VoiceDownload(
    /// The voice that is chosen, if the app has it.
    voice: Memo<Option<AppVoice>>,
) -> impl IntoView {
    let assets = use_assets();
    let voice = Memo::new(move |last| voice.get().or(last.copied()).unwrap_or_default());
    Effect::new(move || assets.find_downloaded_voice(voice.get()));
    let stage = Memo::new(move |_| Stage::of(assets.voice_download(voice.get())));
    let progress = move || assets.voice_download(voice.get()).unwrap_or_default();
    let whole =
        move || fill(Key::SettingsVoiceAll, &[("size", &voice.get().megabytes().to_string())]);
    let label = move || match stage.get() {
        Stage::Running => text(Key::SettingsVoiceStop).to_owned(),
        Stage::Incomplete => text(Key::SettingsVoiceAgain).to_owned(),
        Stage::NotStarted | Stage::Complete => whole(),
    };
    let on_press = move || match stage.get_untracked() {
        Stage::Running => assets.stop_voice_download(),
        _ => assets.download_voice(voice.get_untracked()),
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
                aria-label=whole
                max=move || progress().all.to_string()
                value=move || progress().done().to_string()
            ></progress>
            <p prop:textContent=move || {
                counted(Key::SettingsVoiceComing, progress().done(), progress())
            }></p>
        </Show>
        <Show when=move || stage.get() != Stage::Complete>
            <VanishingButton label focus_next=AFTER_DOWNLOAD on_press/>
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
    use crate::platform::testing::{click, elements, next_frame, show};
    use crate::state::provide_state_for_test;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn one_button_starts_and_stops_the_download_of_the_chosen_voice() {
        let voice = RwSignal::new(AppVoice::Higher);
        let mounted = show(move || {
            provide_state_for_test();
            view! {
                <main>
                    <VoiceDownload voice=Memo::new(move |_| Some(voice.get()))/>
                </main>
            }
        });
        let find = |selector: &str| elements(&format!("main {selector}")).into_iter().next();
        let stays = || (find("button"), find("[role=status]"));
        let before = stays();
        assert!(before.0.is_some() && before.1.is_some());
        assert!(find("progress").is_none());
        click("main button");
        next_frame().await;
        assert!(find("progress").is_some());
        assert_eq!(stays(), before);
        voice.set(AppVoice::Lower);
        next_frame().await;
        assert!(find("progress").is_none(), "what is downloaded is another voice");
        voice.set(AppVoice::Higher);
        next_frame().await;
        click("main button");
        next_frame().await;
        assert!(find("progress").is_none());
        assert_eq!(stays(), before);
        drop(mounted);
    }
}
