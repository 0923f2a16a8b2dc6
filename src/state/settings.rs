//! What the person has chosen.

use leptos::prelude::*;

use crate::platform::{local_storage, page, theme};
use crate::services::notices::Notices;
use crate::services::persistence;
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::goal::Goal;
use unknot_core::domain::routine::Rhythm;
use unknot_core::domain::settings::{Guidance, Settings, SilenceBells, Theme};
use unknot_core::domain::time::Millis;
use unknot_core::storage::keys;

/// Who speaks the lines of a session, if anybody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// One of the app's own voices, in the track.
    App(AppVoice),
    /// The phone's voice, while the page is in front.
    Phone,
}

/// The settings, and what a person can change about them.
#[derive(Clone, Copy)]
pub(crate) struct SettingsState(RwSignal<Settings>);

/// The settings of this app.
pub(crate) fn use_settings() -> SettingsState {
    expect_context()
}

impl SettingsState {
    /// The stored settings, or the defaults.
    pub(super) fn load(notices: Notices) -> Self {
        Self(RwSignal::new(persistence::load_settings(notices).unwrap_or_default()))
    }

    /// Stores every change and applies it to the page, and adopts what another tab has stored, which the next change
    /// here would otherwise overwrite. So it does with what was stored when `restored` tells of a change.
    pub(super) fn follow_stored<T>(self, notices: Notices, restored: impl Fn() -> T + 'static) {
        let Self(settings) = self;
        let theme = self.select(|settings| settings.theme);
        Effect::new(move || theme::set(theme.get()));
        let stored = StoredValue::new(settings.get_untracked());
        Effect::new(move || {
            let now = settings.get();
            if stored.with_value(|stored| *stored != now) {
                let base = stored.get_value();
                let saved = persistence::save_settings(&base, &now, notices);
                stored.set_value(saved.clone());
                if saved != now {
                    settings.set(saved);
                }
            }
        });
        let adopt = move || {
            let found = persistence::load_settings_from(keys::SETTINGS, notices);
            let is_new = |found: &Settings| stored.with_value(|stored| stored != found);
            if let Some(found) = found.filter(is_new) {
                stored.set_value(found.clone());
                settings.set(found);
            }
        };
        Effect::new(move || {
            restored();
            adopt();
        });
        local_storage::on_change(keys::SETTINGS, adopt);
        // A page that was frozen has missed what other tabs have stored.
        page::on_visibility_change(move |visible| {
            if visible {
                adopt();
            }
        });
    }

    /// The settings as sessions follow them, for services, which only read them.
    pub(super) fn signal(self) -> Signal<Settings> {
        self.select(Settings::heard).into()
    }

    /// Reads the settings, tracking them.
    pub(crate) fn with<R>(self, read: impl FnOnce(&Settings) -> R) -> R {
        self.0.with(read)
    }

    /// Reads the settings without tracking them.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&Settings) -> R) -> R {
        self.0.with_untracked(read)
    }

    /// A part of the settings, or a value derived from them, as a memo.
    pub(crate) fn select<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Settings) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.with(&read))
    }

    /// Who speaks the lines of a session while the voice is on.
    pub(crate) fn speaker(self) -> Speaker {
        self.with(|settings| match AppVoice::all().collect::<Vec<_>>()[..] {
            [] => Speaker::Phone,
            _ if settings.device_voice => Speaker::Phone,
            [only] => Speaker::App(only),
            _ => Speaker::App(settings.app_voice),
        })
    }

    // What a person can do.

    /// Turns all sound of sessions off, or on again as it was.
    pub(crate) fn set_silent(self, silent: bool) {
        self.0.update(|settings| settings.silent = silent);
    }

    /// Turns the voice on or off.
    pub(crate) fn set_voice(self, on: bool) {
        self.0.update(|settings| settings.voice = on);
    }

    /// Chooses who speaks while the voice is on.
    pub(crate) fn set_speaker(self, speaker: Speaker) {
        self.0.update(|settings| {
            settings.device_voice = speaker == Speaker::Phone;
            if let Speaker::App(voice) = speaker {
                settings.app_voice = voice;
            }
        });
    }

    /// Chooses the phone's voice, by its id.
    pub(crate) fn set_phone_voice(self, id: String) {
        self.0.update(|settings| settings.phone_voice = id);
    }

    /// Sets the loudness of bells, in percent.
    pub(crate) fn set_bell_volume(self, percent: u8) {
        self.0.update(|settings| settings.bells = percent);
    }

    /// Sets the loudness of the voice, in percent.
    pub(crate) fn set_voice_volume(self, percent: u8) {
        self.0.update(|settings| settings.voice_percent = percent);
    }

    /// Sets the loudness of the background, in percent.
    pub(crate) fn set_background_volume(self, percent: u8) {
        self.0.update(|settings| settings.background_percent = percent);
    }

    /// Chooses the bell.
    pub(crate) fn set_bell(self, bell: Bell) {
        self.0.update(|settings| settings.bell = bell);
    }

    /// Chooses the background.
    pub(crate) fn set_background(self, background: Background) {
        self.0.update(|settings| settings.background = background);
    }

    /// Plays over the sound of other apps, or interrupts it.
    pub(crate) fn set_play_over_others(self, on: bool) {
        self.0.update(|settings| settings.over_others = on);
    }

    /// Turns vibration on or off.
    pub(crate) fn set_vibration(self, on: bool) {
        self.0.update(|settings| settings.vibration = on);
    }

    /// Keeps the screen on during sessions, or allows it to turn off.
    pub(crate) fn set_keep_awake(self, on: bool) {
        self.0.update(|settings| settings.keep_awake = on);
    }

    /// Sets the preparation time before the first step.
    pub(crate) fn set_preparation(self, time: Millis) {
        self.0.update(|settings| settings.preparation = time);
    }

    /// Chooses the theme.
    pub(crate) fn set_theme(self, theme: Theme) {
        self.0.update(|settings| settings.theme = theme);
    }

    /// Sets when the person's day starts, in minutes after midnight.
    pub(crate) fn set_day_start(self, minutes: u16) {
        self.0.update(|settings| settings.day_start_min = minutes);
    }

    /// Sets on how many days of a week the person wants to practise, from a day on.
    pub(crate) fn set_goal(self, goal: Goal, today: CivilDay) {
        self.0.update(|settings| settings.set_goal(goal, today));
    }

    /// Counts days, weeks and the strength of the practice where they are seen, or not.
    pub(crate) fn set_counts_days(self, on: bool) {
        self.0.update(|settings| settings.counts_days = on);
    }

    /// Remembers that the safety page has been read.
    pub(crate) fn accept_safety(self) {
        self.0.update(|settings| settings.safety_read = true);
    }

    /// Stops offering the questions about the person.
    pub(crate) fn dismiss_questions(self) {
        if !self.with_untracked(|settings| settings.asked) {
            self.0.update(|settings| settings.asked = true);
        }
    }

    /// Adds a caution, or removes it.
    pub(crate) fn toggle_caution(self, caution: Caution) {
        self.0.update(|settings| settings.cautions.toggle(caution));
    }

    /// Replaces all cautions.
    pub(crate) fn set_cautions(self, cautions: Cautions) {
        self.0.update(|settings| settings.cautions = cautions);
    }

    /// Says which pain is usual, 0 to [`WORST`](unknot_core::domain::pain::WORST).
    pub(crate) fn set_usual_pain(self, pain: Option<u8>) {
        self.0.update(|settings| settings.usual_pain = pain);
    }

    /// Adds a routine to the favourites, or removes it.
    pub(crate) fn toggle_favourite(self, routine: &str) {
        self.0.update(|settings| settings.favourites.toggle(routine));
    }

    /// Adds a pose with all its variations to the list of poses that hurt, or removes it.
    pub(crate) fn toggle_sore(self, pose: PoseId) {
        self.0.update(|settings| settings.sore.toggle(pose.base().slug()));
    }

    /// Whether a pose, or its base pose, is on the list of poses that hurt.
    pub(crate) fn is_sore(self, pose: PoseId) -> bool {
        self.with(|settings| settings.sore.has(pose.base().slug()))
    }

    /// Sets the amount of guidance in meditations.
    pub(crate) fn set_guidance(self, guidance: Guidance) {
        self.0.update(|settings| settings.guidance = guidance);
    }

    /// Sets when the bells of a silence ring.
    pub(crate) fn set_silence_bells(self, bells: SilenceBells) {
        self.0.update(|settings| settings.silence_bells = bells);
    }

    /// Sets the posture for meditations; `None` for each meditation's own.
    pub(crate) fn set_posture(self, posture: Option<PoseId>) {
        self.0.update(|settings| settings.posture = posture);
    }

    /// Sets the person's own breathing rhythm.
    pub(crate) fn set_rhythm(self, rhythm: Rhythm) {
        self.0.update(|settings| settings.rhythm = rhythm);
    }

    /// Changes the person's note.
    pub(crate) fn set_note(self, note: String) {
        self.0.update(|settings| settings.note = note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{empty_storage, next_frame, show};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn theme_is_applied_only_when_it_changes() {
        empty_storage().await;
        let context = RwSignal::new(None);
        let mounted = show(move || {
            let notices = Notices::new();
            let settings = SettingsState::load(notices);
            settings.follow_stored(notices, || ());
            context.set(Some(settings));
        });
        let settings = context.get_untracked().unwrap();
        let root = document().document_element().unwrap();
        settings.set_theme(Theme::Dark);
        next_frame().await;
        assert_eq!(root.get_attribute("data-theme").as_deref(), Some("dark"));
        root.remove_attribute("data-theme").unwrap();
        settings.set_bell_volume(10);
        next_frame().await;
        assert!(!root.has_attribute("data-theme"), "another setting has changed");
        settings.set_theme(Theme::System);
        next_frame().await;
        drop(mounted);
        empty_storage().await;
    }
}
