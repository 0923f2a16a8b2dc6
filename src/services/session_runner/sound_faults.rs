//! What happens when the sound of a session fails: the element reports an error, or its position stands still although
//! it should be playing, as when a sound device hangs or `play` never settles. The track is loaded again at that place,
//! once. If that doesn't help, the session continues without sound, and the person can try again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::SessionRunner;
use super::signals::Trouble;
use crate::platform::clock;
use crate::platform::scheduling::Scheduled;
use unknot_core::domain::time::Millis;

/// The position may stand still for so long: a wireless device takes seconds to start.
const PATIENCE: Millis = Millis::secs(5);
/// How long a position that stood still is watched before it counts as a fault. When the page itself has stood still, the
/// browser reports the old position at first.
const CONFIRMATION: Millis = Millis::secs(1);
/// A fault is a new one, and worth another try, if so much has been played since the last.
const APART: Millis = Millis::secs(30);

/// The state of the watch over the sound.
#[derive(Default)]
pub(super) struct SoundFaults {
    /// Where the track was last loaded again.
    retried_at: Cell<Option<Millis>>,
    /// The last position of the running player.
    stands: Cell<Option<Stand>>,
    /// When the player was asked to play and hasn't since, by the wall clock in milliseconds.
    asked: Cell<Option<i64>>,
    /// A look at the position, requested because the element has to wait, which is the only look in a hidden page, or
    /// because the position stood still.
    look: RefCell<Option<Scheduled>>,
}

/// A position of the running player.
#[derive(Clone, Copy)]
struct Stand {
    position: Millis,
    /// The wall clock when it was first read, in milliseconds.
    since: i64,
    /// It has stood for too long, and is looked at once more.
    is_suspicious: bool,
}

impl SoundFaults {
    /// Forgets the last position, because time may pass without being watched.
    pub(super) fn forget_clock(&self) {
        self.stands.take();
    }

    /// Notes that the player plays, so that nothing is waited for any more.
    pub(super) fn note_playing(&self) {
        self.asked.take();
        self.look.take();
    }

    /// Whether the position is found to have stood still for too long by the time `now`.
    fn becomes_suspicious(&self, position: Millis, now: i64) -> bool {
        let stand = match self.stands.get() {
            Some(stand) if stand.position == position => stand,
            _ => Stand { position, since: now, is_suspicious: false },
        };
        let is_suspicious = now - stand.since > i64::from(PATIENCE.0);
        self.stands.set(Some(Stand { is_suspicious, ..stand }));
        is_suspicious && !stand.is_suspicious
    }

    /// Whether the position that stood still for too long still does.
    fn is_confirmed(&self, position: Millis) -> bool {
        self.stands.get().is_some_and(|stand| stand.is_suspicious && stand.position == position)
    }

    /// Whether a fault at a position is worth another try. A session that went back may fail at any place again.
    fn is_new(&self, position: Millis) -> bool {
        let last = self.retried_at.replace(Some(position));
        last.is_none_or(|last| position > last + APART)
    }
}

impl SessionRunner {
    /// Looks whether the player advances while the session is running.
    pub(super) fn watch_clock(self: &Rc<Self>) {
        if !self.is_running() || self.player.is_silent() {
            return self.sound_faults.forget_clock();
        }
        let now = clock::now().utc_ms;
        if self.sound_faults.becomes_suspicious(self.player.position(), now) {
            self.look_after(CONFIRMATION, |this| {
                if this.is_running() && this.sound_faults.is_confirmed(this.player.position()) {
                    this.on_sound_fault();
                }
            });
        }
    }

    /// Notes that the person has asked for sound. If they asked before and none came, the session continues without.
    pub(super) fn note_request(self: &Rc<Self>) {
        let now = clock::now().utc_ms;
        match self.sound_faults.asked.get() {
            None => self.sound_faults.asked.set(Some(now)),
            Some(asked) if now - asked > i64::from(PATIENCE.0) => self.give_up_sound(),
            // Quick taps.
            Some(_) => {}
        }
    }

    /// Looks at the position once the player should have advanced.
    pub(super) fn expect_sound(self: &Rc<Self>) {
        self.watch_clock();
        self.look_after(PATIENCE + Millis::secs(1), Self::watch_clock);
    }

    /// Looks at the position after a while, in place of the look that has been requested before.
    fn look_after(self: &Rc<Self>, delay: Millis, look: impl FnOnce(&Rc<Self>) + 'static) {
        let this = self.clone();
        self.sound_faults.look.replace(Some(Scheduled::after(delay, move || look(&this))));
    }

    /// Loads the track again at the current position of the session, or continues without sound.
    pub(super) fn on_sound_fault(self: &Rc<Self>) {
        self.sound_faults.forget_clock();
        let place = self.with_session(|session| {
            (session.engine.position(), session.engine.view().phase.is_over())
        });
        // After the end only the last bell is missing.
        let Some((at, false)) = place else { return };
        if self.player.is_silent() {
            return;
        }
        if self.sound_faults.is_new(at) {
            return self.reload_sound();
        }
        self.give_up_sound();
    }

    /// Continues without sound from the current position of the session.
    fn give_up_sound(self: &Rc<Self>) {
        let at = self.with_session(|session| session.engine.position());
        let (Some(at), false) = (at, self.player.is_silent()) else { return };
        self.sound_faults.note_playing();
        let runs = self.is_running();
        self.player.go_silent(at);
        self.writer.trouble.set(Some(Trouble::SoundFailed));
        if runs {
            self.player.play();
            self.schedule_wakeup();
        }
    }

    /// Plays the track again, because the person wants to try.
    pub(super) fn retry_sound(self: &Rc<Self>) {
        if self.is_under_way() && self.player.is_silent() {
            self.reload_sound();
        }
    }

    fn reload_sound(self: &Rc<Self>) {
        let (mix, runs) = (self.mix(), self.is_running());
        let loaded = self.with_session(|session| {
            self.player.load(session.engine.timeline(), &mix, session.engine.position())
        });
        if let Some(loaded) = loaded {
            self.report_load(loaded);
        }
        if runs {
            self.player.play();
            self.schedule_wakeup();
        }
    }
}
