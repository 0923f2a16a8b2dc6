//! The narrator: has what a session says spoken in its track, by whom the person has recorded, or else by the app's own voice.
//!
//! Each part of a line is a clip beside the page, named after its words. What a session needs of them is fetched once its
//! screen is opened and the voice is wanted, and kept. Who has such clips already has those fetched
//! of the session that Today offers, too. A line of which something can't be had is a chime, as without a voice.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use crate::domain::crc::crc32;
use crate::domain::cue::{CueKind, Line};
use crate::domain::pack::VOICE;
use crate::domain::settings::Settings;
use crate::platform::{clips, recordings, task};
use crate::services::notices::{Notice, Notices};
use crate::services::recordings::spoken;
use crate::services::session_runner::SessionRunner;
use crate::services::session_runner::signals::SessionSignals;
use crate::soundtrack::{Narration, SAMPLE_RATE, Take};
use crate::timeline::Timeline;
use crate::words;
use leptos::prelude::*;

/// So many clips are asked for at a time, those that are said first before the others: all at once, each would take as long
/// as all, which on a slow network is longer than a file may take.
const AT_A_TIME: usize = 6;

/// The clip of what is said.
pub(crate) fn clip_name(voice: &str, part: &str) -> String {
    format!("voice/{voice}/{:08x}.mp3", crc32(part.as_bytes()))
}

/// What the narrator works with.
pub(crate) struct Sources {
    pub runner: Rc<SessionRunner>,
    pub signals: SessionSignals,
    pub settings: RwSignal<Settings>,
    /// Changes whenever the person's own recordings do.
    pub recordings: Signal<u32>,
    /// Whether a session's page is shown.
    pub is_session_open: Memo<bool>,
    /// Whether every line is known.
    pub is_library_loaded: Memo<bool>,
    pub notices: Notices,
}

struct Narrator {
    runner: Rc<SessionRunner>,
    is_session_open: Memo<bool>,
    notices: Notices,
    /// What is to be said, as far as it is here.
    gathering: RefCell<Rc<Gathering>>,
    /// The lines that the runner has speech for.
    said: RefCell<Option<Vec<Line>>>,
    /// The revision of the recordings that speech was made from.
    knows: Cell<u32>,
}

/// Takes of lines on their way.
#[derive(Default)]
struct Gathering {
    /// The timeline that says them.
    timeline: Option<Arc<Timeline>>,
    /// The count of changes of what is recorded.
    recorded: u32,
    /// Each line once.
    lines: Vec<Line>,
    /// What has come of them.
    takes: RefCell<Vec<Option<Take>>>,
    /// How many are on their way.
    coming: Cell<usize>,
}

/// Gives the runner the speech of each timeline, as the settings ask.
pub(crate) fn start(sources: Sources) {
    let Some(voice) = VOICE else { return };
    let Sources {
        runner,
        signals,
        settings,
        recordings,
        is_session_open,
        is_library_loaded,
        notices,
    } = sources;
    let narrator = Rc::new(Narrator {
        runner,
        is_session_open,
        notices,
        gathering: RefCell::default(),
        said: RefCell::default(),
        knows: Cell::new(0),
    });
    let speaks = Memo::new(move |_| settings.with(Settings::speaks_in_track));
    let has_clips = RwSignal::new(false);
    task::spawn(async move { has_clips.set(clips::are_kept().await) });
    Effect::new(move || {
        if !is_library_loaded.get() || speaks.get() && !is_session_open.get() && !has_clips.get() {
            return;
        }
        narrator.want(voice, signals.timeline.get().filter(|_| speaks.get()), recordings.get());
    });
}

/// The lines of a timeline, each once.
pub(crate) fn lines_of(timeline: &Timeline) -> Vec<Line> {
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
    /// Has said what this timeline says, and nothing else. What is said already is not fetched again, unless something else
    /// was `recorded` since; what could not be had is, once there is another timeline.
    fn want(self: &Rc<Self>, voice: &'static str, timeline: Option<Arc<Timeline>>, recorded: u32) {
        let last = self.gathering.borrow().clone();
        let is_same = match (&last.timeline, &timeline) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let is_known = last.recorded == recorded;
        if is_same && is_known {
            return;
        }
        let lines = timeline.as_deref().map(lines_of).unwrap_or_default();
        if is_known && last.lines == lines && last.is_on_its_way() {
            return;
        }
        // What the runner has may be from before the change.
        let is_said = self.knows.get() == recorded;
        let known = if is_said { self.runner.narration() } else { Narration::default() };
        let takes: Vec<_> = lines.iter().map(|&line| known.take(line)).collect();
        let is_missing = |place: &usize| takes[*place].is_none();
        let missing: Vec<_> = (0..takes.len()).filter(is_missing).collect();
        let coming = Cell::new(missing.len());
        let gathering =
            Rc::new(Gathering { timeline, recorded, lines, takes: RefCell::new(takes), coming });
        self.gathering.replace(gathering.clone());
        if missing.is_empty() {
            self.say(&gathering);
            return;
        }
        let this = self.clone();
        task::spawn(async move {
            // Listed once, so that nobody looks for each line by itself.
            let own = recordings::all().await.unwrap_or_default();
            let (own, missing, next) = (Rc::new(own), Rc::new(missing), Rc::new(Cell::new(0)));
            for _ in 0..AT_A_TIME {
                let (gathering, own) = (gathering.clone(), own.clone());
                let (missing, next, this) = (missing.clone(), next.clone(), this.clone());
                task::spawn(async move {
                    // Perhaps something else is to be said by now.
                    let is_wanted = || Rc::ptr_eq(&this.gathering.borrow(), &gathering);
                    while let Some(&place) = missing.get(next.get()).filter(|_| is_wanted()) {
                        next.set(next.get() + 1);
                        let take = take_of(voice, gathering.lines[place], &own).await;
                        gathering.takes.borrow_mut()[place] = take;
                        gathering.coming.set(gathering.coming.get() - 1);
                        if gathering.coming.get() == 0 && is_wanted() {
                            this.say(&gathering);
                        }
                    }
                });
            }
        });
    }

    /// Has said what has come.
    fn say(&self, gathering: &Gathering) {
        let takes = gathering.takes.borrow();
        let said = gathering.lines.iter().zip(&*takes);
        let said: Vec<_> = said.filter_map(|(&line, take)| Some((line, take.clone()?))).collect();
        let lines: Vec<_> = said.iter().map(|(line, _)| *line).collect();
        let is_whole = lines.len() == gathering.lines.len();
        // The same would be mixed anew for nothing.
        let is_same =
            self.said.borrow().as_ref() == Some(&lines) && self.knows.get() == gathering.recorded;
        if !is_same {
            self.said.replace(Some(lines));
            self.knows.set(gathering.recorded);
            self.runner.set_narration(Narration::new(said));
        }
        if !is_whole && self.is_session_open.get_untracked() {
            self.notices.notify(Notice::VoiceMissing);
        }
    }
}

impl Gathering {
    /// Whether nothing is missing of it but what is on its way.
    fn is_on_its_way(&self) -> bool {
        self.coming.get() > 0 || self.takes.borrow().iter().all(Option::is_some)
    }
}

/// The take of a line: what is recorded of its parts, and clips of all others.
async fn take_of(voice: &'static str, line: Line, own: &[String]) -> Option<Take> {
    let mut clips = Vec::new();
    for part in words::parts(line) {
        let recorded = if own.contains(&part) { spoken(&part).await } else { None };
        clips.push(match recorded {
            Some(speech) => speech,
            None => clip(voice, &part).await?,
        });
    }
    Some(Take::of(&clips))
}

/// What the app's voice says.
async fn clip(voice: &'static str, part: &str) -> Option<Vec<f32>> {
    let name = clip_name(voice, part);
    let samples = clips::samples(voice, &name, SAMPLE_RATE).await?;
    if !clips::are_kept_by_the_worker() {
        task::spawn(async move {
            clips::keep(voice, &name).await;
        });
    }
    Some(samples)
}

/// What is said of a line, to be heard by itself; nothing where it can't be had.
pub(crate) async fn narration_of(line: Line) -> Option<Narration> {
    let own = recordings::all().await.unwrap_or_default();
    let take = take_of(VOICE?, line, &own).await?;
    Some(Narration::new([(line, take)]))
}
