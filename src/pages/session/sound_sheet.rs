//! The sheet of sounds over the player: the voice, the bells and the background, and how loud each is. Whatever changes is heard as a
//! sample, and is in the session when that goes on, because its track is mixed again where it stands.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::components::labels;
use crate::components::percent_slider::PercentSlider;
use crate::components::silence_switch::SilenceSwitch;
use crate::components::voice_controls::{BELL, SESSION, Sampler, VoiceLoudness, VoiceSwitch};
use crate::state::use_settings;
use unknot_core::domain::background::Background;
use unknot_core::i18n::{Key, text};

/// The id of the heading.
const TITLE: &str = "sound-title";
/// The id of the line that says what the session does meanwhile.
const HINT: &str = "sound-hint";

/// The sheet.
#[component]
pub(crate) fn SoundSheet(
    /// Whether the session waits until it is closed.
    waits: bool,
    /// Called after it has been closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let sampler = Sampler::new();
    let has_sound = use_settings().select(|settings| !settings.silent);
    let close = move || {
        sampler.stop();
        on_close.run(());
    };
    let (hint, done) =
        if waits { (Key::HurtWaits, Key::SoundsGoOn) } else { (Key::SoundsKept, Key::SoundsClose) };
    view! {
        <Dialog id="sound" labelled_by=TITLE described_by=HINT on_close=close>
            <form class="dialog__box dialog__box--wide" method="dialog">
                <div class="dialog__part">
                    <h2 id=TITLE>{text(Key::PlayerSound)}</h2>
                    <p id=HINT class="soft">
                        {text(hint)}
                    </p>
                    <SilenceSwitch on_silence=move |()| sampler.stop()/>
                    <Show when=move || has_sound.get()>
                        <VoiceSwitch sampler>
                            <VoiceLoudness sampler/>
                        </VoiceSwitch>
                    </Show>
                </div>
                <div class="dialog__part">
                    <Show when=move || has_sound.get()>
                        <Bells sampler/>
                        <BackgroundChoice sampler/>
                    </Show>
                    <button class="button button--main">{text(done)}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// How loud the bells are.
#[component]
fn Bells(sampler: Sampler) -> impl IntoView {
    let settings = use_settings();
    let set_loudness = move |percent| {
        settings.set_bell_volume(percent);
        sampler.play_cues(BELL);
    };
    view! {
        <PercentSlider
            label=text(Key::SettingsBells)
            percent=settings.select(|settings| settings.bells)
            on_change=set_loudness
        />
    }
}

/// The background, and how loud it is if there is one.
#[component]
fn BackgroundChoice(sampler: Sampler) -> impl IntoView {
    let settings = use_settings();
    let chosen = settings.select(|settings| settings.background);
    let choose = move |place: String| {
        let place = place.parse::<usize>().ok();
        if let Some(background) = place.and_then(|place| Background::ALL.get(place)) {
            settings.set_background(*background);
            sampler.play_cues(SESSION);
        }
    };
    let set_loudness = move |percent| {
        settings.set_background_volume(percent);
        sampler.play_cues(SESSION);
    };
    let options = Background::ALL.into_iter().enumerate().map(|(place, background)| {
        view! {
            <option value=place.to_string() prop:selected=move || chosen.get() == background>
                {labels::background(background)}
            </option>
        }
    });
    view! {
        <label class="field">
            <span>{text(Key::SoundsBackground)}</span>
            <select on:change=move |event| {
                choose(event_target_value(&event));
            }>{options.collect_view()}</select>
        </label>
        <Show when=move || chosen.get() != Background::Nothing>
            <PercentSlider
                label=text(Key::SoundsBackgroundLoudness)
                percent=settings.select(|settings| settings.background_percent)
                on_change=set_loudness
            />
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, elements, enter, next_frame, texts, wait_until};
    use crate::state::testing::show_with_session;
    use crate::state::{SettingsState, Speaker};
    use wasm_bindgen_test::wasm_bindgen_test;

    const SILENCE: &str = "#sound .switch:first-of-type input";
    const VOICE: &str = "#sound .switch:nth-of-type(2) input";

    /// Shows the sheet. Returns the settings, and whether it has been closed.
    fn show_sheet() -> (SettingsState, RwSignal<bool>, impl Sized) {
        let (context, is_closed) = (RwSignal::new(None), RwSignal::new(false));
        let shown = show_with_session("morning-mobility", move || {
            context.set(Some(use_settings()));
            let on_close = Callback::new(move |()| is_closed.set(true));
            view! { <SoundSheet waits=true on_close/> }
        });
        (context.get_untracked().unwrap(), is_closed, shown)
    }

    fn labels() -> Vec<String> {
        texts("#sound .field > span")
    }

    fn most() -> Option<String> {
        elements("#sound [type=range]")[0].get_attribute("max")
    }

    #[wasm_bindgen_test]
    async fn voice_bells_and_background_are_in_reach_and_the_choice_is_kept() {
        let (settings, _, shown) = show_sheet();
        next_frame().await;
        assert_eq!(texts("#sound-hint"), [text(Key::HurtWaits)]);
        let [voice, bells, background] =
            [Key::SettingsVoiceLoudness, Key::SettingsBells, Key::SoundsBackground].map(text);
        assert_eq!(labels(), [voice, bells, background]);
        enter("#sound [type=range]", "150", "change");
        enter("#sound .dialog__part:last-child [type=range]", "40", "change");
        enter("#sound select", "1", "change");
        next_frame().await;
        assert_eq!(labels(), [voice, bells, background, text(Key::SoundsBackgroundLoudness)]);
        settings.with_untracked(|settings| {
            assert_eq!((settings.voice_percent, settings.bells), (150, 40));
            assert_eq!(settings.background, Background::ALL[1]);
        });
        drop(shown);
    }

    #[wasm_bindgen_test]
    async fn one_tap_turns_all_sound_off_and_another_brings_it_back() {
        let (settings, _, shown) = show_sheet();
        next_frame().await;
        settings.set_bell_volume(35);
        let before = settings.with_untracked(Clone::clone);
        click(SILENCE);
        next_frame().await;
        assert!(settings.with_untracked(|settings| settings.silent));
        assert_eq!((labels(), elements(VOICE).len()), (Vec::new(), 0), "nothing is left to set");
        assert!(texts("#sound p").contains(&text(Key::SoundsSilentHint).to_owned()));
        click(SILENCE);
        next_frame().await;
        assert_eq!(settings.with_untracked(Clone::clone), before);
        assert_eq!(labels().len(), 3);
        drop(shown);
    }

    #[wasm_bindgen_test]
    async fn a_voice_that_is_off_has_no_loudness() {
        let (settings, _, shown) = show_sheet();
        next_frame().await;
        click(VOICE);
        next_frame().await;
        assert!(!settings.with_untracked(|settings| settings.voice));
        assert_eq!(labels(), [Key::SettingsBells, Key::SoundsBackground].map(text));
        assert!(elements("#sound button[type=button]").is_empty(), "there is nobody to hear");
        click(VOICE);
        next_frame().await;
        assert!(settings.with_untracked(|settings| settings.voice));
        drop(shown);
    }

    #[wasm_bindgen_test]
    async fn only_the_apps_own_voice_can_be_louder_than_it_is() {
        let (settings, _, shown) = show_sheet();
        settings.set_voice_volume(130);
        next_frame().await;
        let value = || elements("#sound [type=range]")[0].get_attribute("aria-valuetext");
        assert_eq!((most().as_deref(), value().as_deref()), (Some("150"), Some("130 %")));
        settings.set_speaker(Speaker::Phone);
        next_frame().await;
        assert_eq!((most().as_deref(), value().as_deref()), (Some("100"), Some("100 %")));
        assert_eq!(settings.with_untracked(|settings| settings.voice_percent), 130);
        drop(shown);
    }

    #[wasm_bindgen_test]
    async fn main_button_closes_the_sheet() {
        let (_, is_closed, shown) = show_sheet();
        next_frame().await;
        click("#sound .button--main");
        wait_until(async || {
            next_frame().await;
            is_closed.get_untracked()
        })
        .await;
        drop(shown);
    }
}
