//! Sounds to be tried: each as a session has it, felt as well as heard.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::background::Background;
use crate::domain::cue::{Cue, CueKind, Line};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;
use crate::platform::audio::{Audio, AudioEvent};
use crate::platform::{task, vibration};
use crate::services::haptics;
use crate::services::narration::narration_of;
use crate::services::player::track_file::{mix_of, sample};
use crate::soundtrack::{Ambience, Loop, Mix, Narration, Take};

/// What plays them. Dropped, it is silent.
pub(crate) struct SoundPreview {
    audio: Option<Audio>,
    has_failed: RwSignal<bool>,
    /// What the app's voice says in them, once it has come.
    narration: Rc<RefCell<Narration>>,
    /// What was heard behind them last.
    behind: RefCell<(Background, u8, Ambience)>,
}

impl SoundPreview {
    /// Nothing plays yet. Tells `has_failed` whether what is played can't be heard.
    pub(crate) fn new(has_failed: RwSignal<bool>) -> Self {
        let audio = Audio::spare();
        if let Some(audio) = &audio {
            audio.on_event(move |event| {
                if matches!(event, AudioEvent::Refused | AudioEvent::Failed) {
                    has_failed.set(true);
                }
            });
        }
        Self { audio, has_failed, narration: Rc::default(), behind: RefCell::default() }
    }

    /// Calls `on_end` when what was played is over.
    pub(crate) fn on_end(&self, on_end: impl Fn() + 'static) {
        let has_failed = self.has_failed;
        if let Some(audio) = &self.audio {
            audio.on_event(move |event| match event {
                AudioEvent::Refused | AudioEvent::Failed => {
                    has_failed.set(true);
                    on_end();
                }
                AudioEvent::Ended => on_end(),
                _ => {}
            });
        }
    }

    /// Has a line said by the app's voice where it is played, as soon as that is here.
    pub(crate) fn say(&self, line: Line) {
        let narration = self.narration.clone();
        task::spawn(async move {
            if let Some(said) = narration_of(line).await {
                narration.replace(said);
            }
        });
    }

    /// Plays what somebody says, and nothing else. To be called in the tap itself.
    pub(crate) fn hear(&self, take: Take, settings: &Settings) {
        const LINE: Line = Line::HalfWay;
        let said = Narration::new([(LINE, take)]);
        let cues = [Cue { at: Millis::ZERO, kind: CueKind::Say(LINE) }];
        self.sound(&cues, &mix_of(settings, said, Ambience::default()));
    }

    /// Is silent.
    pub(crate) fn stop(&self) {
        if let Some(audio) = &self.audio {
            audio.unload();
        }
    }

    /// Plays cues, as they are with these settings, in place of what plays. To be called in the tap itself.
    pub(crate) fn play(&self, cues: &[Cue], settings: &Settings) {
        if settings.vibration
            && let Some(cue) = cues.first()
        {
            vibration::play(haptics::pattern(cue.kind));
        }
        let ambience = self.ambience_of(settings);
        self.sound(cues, &mix_of(settings, self.said_with(settings), ambience));
    }

    fn sound(&self, cues: &[Cue], mix: &Mix) {
        let file = sample(cues, mix);
        self.has_failed.set(self.audio.is_none() || file.is_err());
        if let (Some(audio), Ok(file)) = (&self.audio, file) {
            audio.load(&file);
            audio.play();
        }
    }
}

impl SoundPreview {
    /// What is heard behind all else; made only once for as long as it stays the same.
    fn ambience_of(&self, settings: &Settings) -> Ambience {
        let (background, percent) = (settings.background, settings.background_percent);
        let mut behind = self.behind.borrow_mut();
        if (behind.0, behind.1) != (background, percent) {
            *behind = (background, percent, Loop::new(background, percent).finish());
        }
        behind.2.clone()
    }

    fn said_with(&self, settings: &Settings) -> Narration {
        if settings.speaks_in_track() {
            self.narration.borrow().clone()
        } else {
            Narration::default()
        }
    }
}

impl Drop for SoundPreview {
    fn drop(&mut self) {
        if let Some(audio) = &self.audio {
            // Nobody is left to be told.
            audio.on_event(|_| ());
            audio.unload();
        }
    }
}
