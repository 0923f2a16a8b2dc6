//! What goes on beside the track: a vibration for each cue, and the phone's own voice for lines that the track does not say.
//! Only extras, and only while the page is in front.

use super::feel;
use crate::dom::Live;
use crate::domain::cue::CueKind;
use crate::domain::settings::Settings;
use crate::platform::{speech, vibration};
use crate::words;

/// What a session asks for beside its track.
#[derive(Clone, Copy)]
pub(super) enum Beside {
    /// It starts, in this tap: a phone lets a page speak later if it did in a tap.
    Start,
    /// A cue is due, which the track says or does not.
    Cue(CueKind, bool),
    /// Nothing more is to be said.
    Hush,
}

/// What does it, once its code has come (docs/adr/0009-later-code.md).
pub(super) type Companion = Box<dyn Fn(Beside)>;

/// The companion of a person with these settings.
pub(super) fn companion(settings: Live<Settings>) -> Companion {
    Box::new(move |beside| {
        let settings = settings.get_untracked();
        match beside {
            Beside::Start if settings.voice => speech::unlock(),
            Beside::Cue(CueKind::Say(line), false) if settings.voice => {
                speech::say(&words::line(line), settings.voice_percent);
            }
            Beside::Cue(kind, false) if settings.vibration => {
                let pattern = feel::pattern(kind);
                if !pattern.is_empty() {
                    vibration::play(pattern);
                }
            }
            Beside::Hush => speech::hush(),
            Beside::Start | Beside::Cue(..) => {}
        }
    })
}
