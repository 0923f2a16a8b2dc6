//! The narrator: loads the speech for a session's lines and passes it to the runner, which mixes it into the track.
//!
//! A line uses the person's own recording if there is one, and otherwise clips of the app's voice that the person has
//! chosen, and of no other. The speech of a session is loaded when its page is opened with the voice turned on, and
//! again in another voice if that is chosen. Once any clips are stored on this device, the speech of the session that
//! Today offers is loaded too. A line that can't be loaded stays a chime, as without a voice.

mod request;
mod speech;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use self::request::{SpeechRequest, SpeechSource};
pub(crate) use self::speech::{clip_name, load_line, load_sample};
use crate::platform::{clips, recordings, task};
use crate::services::notices::{Notice, Notices};
use crate::services::session_runner::SessionRunner;
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::cue::{CueKind, Line};
use unknot_core::domain::settings::Settings;
use unknot_core::timeline::Timeline;
use unknot_soundtrack::Narration;

/// How many lines are loaded at a time, in the order in which they are spoken. If all were loaded at once, the first
/// would arrive with the last, which on a slow network may exceed the time limit of a download.
const CONCURRENCY: usize = 6;

/// The dependencies of the narrator.
pub(crate) struct Sources {
    pub runner: Rc<SessionRunner>,
    pub settings: Signal<Settings>,
    /// Changes whenever one of the person's own recordings does.
    pub recordings: Signal<u32>,
    /// Whether the page of a session is shown, or a session is under way.
    pub is_session_open: Memo<bool>,
    /// Whether the text of every line has loaded.
    pub is_library_loaded: Memo<bool>,
    pub notices: Notices,
}

struct Narrator {
    runner: Rc<SessionRunner>,
    is_session_open: Memo<bool>,
    notices: Notices,
    /// The latest request.
    request: RefCell<Rc<SpeechRequest>>,
    /// The speech that was last passed to the runner.
    delivered: RefCell<Option<Delivered>>,
}

/// Speech that was passed to the runner.
#[derive(PartialEq, Eq)]
struct Delivered {
    lines: Vec<Line>,
    /// What it was made from.
    source: SpeechSource,
}

/// Passes the speech of each timeline to the runner if the settings ask for speech.
pub(crate) fn start(sources: Sources) {
    if AppVoice::all().next().is_none() {
        return;
    }
    let Sources { runner, settings, recordings, is_session_open, is_library_loaded, notices } =
        sources;
    let timeline = runner.signals().timeline;
    let narrator = Rc::new(Narrator {
        runner,
        is_session_open,
        notices,
        request: RefCell::default(),
        delivered: RefCell::default(),
    });
    let speaks = Memo::new(move |_| settings.with(Settings::speaks_in_track));
    let voice = Memo::new(move |_| settings.with(|settings| settings.app_voice));
    let has_clips = LocalResource::new(clips::are_any_cached);
    Effect::new(move || {
        let may_load = is_session_open.get() || has_clips.get().unwrap_or_default();
        if is_library_loaded.get() && (may_load || !speaks.get()) {
            let source = SpeechSource { voice: voice.get(), recordings: recordings.get() };
            narrator.narrate(timeline.get().filter(|_| speaks.get()), source);
        }
    });
}

/// The distinct lines of a timeline, in the order in which they are spoken.
pub(crate) fn lines_in(timeline: &Timeline) -> Vec<Line> {
    let mut lines = Vec::new();
    for cue in &timeline.cues {
        if let CueKind::Say(line) = cue.kind
            && !lines.contains(&line)
        {
            lines.push(line);
        }
    }
    lines
}

impl Narrator {
    /// Loads the speech of a timeline and passes it to the runner; without a timeline, passes no speech.
    ///
    /// Speech that the runner already has is not loaded again, unless the voice or the recordings have changed since.
    /// Until all of it has loaded, the runner keeps what it has. Speech that couldn't be loaded is tried again with the
    /// next timeline.
    fn narrate(self: &Rc<Self>, timeline: Option<Arc<Timeline>>, source: SpeechSource) {
        let last = self.request.borrow().clone();
        if last.is_of(timeline.as_ref(), source) {
            return;
        }
        let lines = timeline.as_deref().map(lines_in).unwrap_or_default();
        if last.will_have(&lines, source) {
            return;
        }
        let request = SpeechRequest::new(timeline, source, lines, &self.known(source));
        let request = Rc::new(request);
        self.request.replace(request.clone());
        if request.is_done() {
            return self.deliver(&request);
        }
        let this = self.clone();
        task::spawn(async move {
            // Listed once, rather than looked up for each line.
            let recorded: Rc<[String]> = recordings::all().await.unwrap_or_default().into();
            for _ in 0..CONCURRENCY {
                task::spawn(this.clone().load(request.clone(), recorded.clone()));
            }
        });
    }

    /// The speech that the runner has, if it is from this source.
    fn known(&self, source: SpeechSource) -> Narration {
        match &*self.delivered.borrow() {
            Some(delivered) if delivered.source == source => self.runner.narration(),
            _ => Narration::default(),
        }
    }

    /// Loads one missing line after another, until a newer request replaces this one.
    async fn load(self: Rc<Self>, request: Rc<SpeechRequest>, recorded: Rc<[String]>) {
        let is_current = || Rc::ptr_eq(&self.request.borrow(), &request);
        while is_current()
            && let Some((place, line)) = request.next_missing()
        {
            request.put(place, speech::load_speech(request.source.voice, line, &recorded).await);
            if request.is_done() && is_current() {
                self.deliver(&request);
            }
        }
    }

    /// Passes the speech that has loaded to the runner.
    fn deliver(&self, request: &SpeechRequest) {
        let speech = request.loaded();
        let is_complete = speech.len() == request.lines.len();
        let lines = speech.iter().map(|(line, _)| *line).collect();
        let delivered = Some(Delivered { lines, source: request.source });
        // Mixing the same speech again would be wasted work.
        if *self.delivered.borrow() != delivered {
            self.delivered.replace(delivered);
            self.runner.set_narration(Narration::new(speech));
        }
        if !is_complete && self.is_session_open.get_untracked() {
            self.notices.notify(Notice::VoiceMissing);
        }
    }
}
