//! Who speaks in a session, how loud, and whether all of it is on this phone.

use super::button::{button, link};
use super::choices::choices;
use super::slider::slider;
use crate::app::route::Route;
use crate::app::{App, Progress};
use crate::dom::{Fragment, el, switch, when};
use crate::domain::pack::VOICE;
use crate::domain::settings::Settings;
use crate::words::{Key, fill, text};

/// Who says the lines of a session.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaker {
    App,
    Phone,
    Nobody,
}

impl Speaker {
    fn of(settings: &Settings) -> Self {
        match (settings.voice, settings.phones_voice) {
            (false, _) => Self::Nobody,
            (true, false) if VOICE.is_some() => Self::App,
            (true, _) => Self::Phone,
        }
    }

    fn name(self) -> Key {
        match self {
            Self::App => Key::SettingsVoiceApp,
            Self::Phone => Key::SettingsVoicePhone,
            Self::Nobody => Key::SettingsVoiceNobody,
        }
    }

    fn hint(self) -> Key {
        match self {
            Self::App => Key::SettingsVoiceAppHint,
            Self::Phone => Key::SettingsVoicePhoneHint,
            Self::Nobody => Key::SettingsVoiceNobodyHint,
        }
    }
}

/// The choice, and what belongs to it.
pub(crate) fn voice(app: App) -> Fragment {
    let chosen = move || app.settings.with(Speaker::of);
    let can_speak = |speaker: &Speaker| match speaker {
        Speaker::App => VOICE.is_some(),
        Speaker::Phone => app.abilities().voice,
        Speaker::Nobody => true,
    };
    let speakers = [Speaker::App, Speaker::Phone, Speaker::Nobody].into_iter().filter(can_speak);
    Fragment::new()
        .child(choices(
            el("legend", "").text(text(Key::SettingsVoice)),
            "voice",
            speakers.map(|speaker| (speaker, text(speaker.name()).to_owned())),
            chosen,
            move |speaker| {
                app.settings.update(|settings| {
                    settings.voice = speaker != Speaker::Nobody;
                    settings.phones_voice = speaker == Speaker::Phone;
                });
            },
        ))
        .child(el("p", "soft").live_text(move || text(chosen().hint()).to_owned()))
        .child(when(
            move || chosen() == Speaker::App,
            move || {
                whole(app).child(link(
                    "button",
                    &Route::Recordings(String::new()).href(),
                    Key::RecordingsOpen,
                ))
            },
        ))
        .child(when(
            move || chosen() != Speaker::Nobody,
            move || {
                slider(
                    app,
                    Key::SettingsVoiceLoudness,
                    |settings| settings.voice_percent,
                    |settings, percent| settings.voice_percent = percent,
                    || (),
                )
                .into()
            },
        ))
}

/// Whether all of the app's voice is wanted on this phone, and how far that has come.
fn whole(app: App) -> Fragment {
    switch(
        move || app.voice.with(|progress| progress.map(Progress::is_over)),
        move |is_over| match *is_over {
            None => Fragment::new()
                .child(button("button", Key::SettingsVoiceAll, move || app.fetch_voice()))
                .child(el("p", "soft").text(text(Key::SettingsVoiceAllHint))),
            Some(false) => coming(app),
            Some(true) => over(app),
        },
    )
}

fn coming(app: App) -> Fragment {
    let progress = move || app.voice.with(|progress| progress.unwrap_or_default());
    let so_far = move || progress().here + progress().failed;
    let meter = el("progress", "meter")
        .attribute("aria-label", text(Key::SettingsVoiceAll))
        .live_attribute("max", move || Some(progress().all.to_string()))
        .live_attribute("value", move || Some(so_far().to_string()));
    Fragment::new()
        .child(meter)
        .child(
            el("p", "").live_text(move || counted(Key::SettingsVoiceComing, so_far(), progress())),
        )
        .child(button("button", Key::SettingsVoiceStop, move || app.voice.set(None)))
}

fn over(app: App) -> Fragment {
    let progress = app.voice.with_untracked(|progress| progress.unwrap_or_default());
    let told = el("p", "").attribute("role", "status");
    if progress.failed == 0 {
        return told.text(text(Key::SettingsVoiceHere)).into();
    }
    Fragment::new()
        .child(told.text(&counted(Key::SettingsVoiceFailed, progress.failed, progress)))
        .child(button("button", Key::SettingsVoiceAgain, move || app.fetch_voice()))
}

fn counted(key: Key, n: usize, progress: Progress) -> String {
    fill(key, &[("n", &n.to_string()), ("all", &progress.all.to_string())])
}
