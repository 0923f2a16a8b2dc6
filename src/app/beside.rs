//! What goes on beside the track: a vibration for each cue, what the lock screen shows, and the phone's own voice for lines that
//! the track does not say. Only extras.

use super::feel;
use crate::dom::Live;
use crate::domain::catalog::PoseId;
use crate::domain::cue::{CueKind, Side};
use crate::domain::routine::Routine;
use crate::domain::settings::Settings;
use crate::platform::{media_session, speech, vibration};
use crate::words;

/// What the lock screen shows beside the words.
const ARTWORK: &str = "icons/icon-512.png";

/// What a session asks for beside its track.
#[derive(Clone, Copy)]
pub(super) enum Beside {
    /// It starts, in this tap: a phone lets a page speak later if it did in a tap.
    Start,
    /// A cue is due, which the track says or does not.
    Cue(CueKind, bool),
    /// A pose of a routine is entered, perhaps on a side: the lock screen tells it.
    Entered(&'static Routine, PoseId, Option<Side>),
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
            Beside::Entered(routine, pose, side) => {
                let title = words::pose_on_side(pose, side);
                media_session::show(&title, words::routine_name(&routine.slug), ARTWORK);
            }
            Beside::Hush => speech::hush(),
            Beside::Start | Beside::Cue(..) => {}
        }
    })
}
