//! The narrator: has what a session says spoken in its track, by whom the person has recorded, or else by the app's own voice.
//!
//! Each part of a line is a clip beside the page, named after its words. What a session needs of them is fetched once its
//! screen is opened and the voice is wanted, and kept. Who has such clips already has those fetched
//! of the session that Today offers, too. A line of which something can't be had is a chime, as without a voice.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::beside::companion;
use super::driver::Driver;
use super::keeper::tell;
use super::notice::Notice;
use super::recordings::spoken;
use super::route::Route;
use super::stage::Stage;
use crate::dom::Live;
use crate::domain::crc::crc32;
use crate::domain::cue::{CueKind, Line};
use crate::domain::pack::VOICE;
use crate::domain::settings::Settings;
use crate::platform::{clips, recordings, task};
use crate::soundtrack::{Narration, SAMPLE_RATE, Take};
use crate::timeline::Timeline;
use crate::words;

/// So many clips are asked for at a time, those that are said first before the others: all at once, each would take as long
/// as all, which on a slow network is longer than a file may take.
const AT_A_TIME: usize = 6;

/// The clip of what is said.
pub(super) fn clip_of(voice: &str, part: &str) -> String {
    format!("voice/{voice}/{:08x}.mp3", crc32(part.as_bytes()))
}

struct Narrator {
    driver: Rc<Driver>,
    route: Live<Route>,
    notices: Live<Vec<Notice>>,
    /// What is to be said, as far as it is here.
    gathering: RefCell<Rc<Gathering>>,
    /// What the driver has said.
    said: RefCell<Option<Vec<Line>>>,
    /// The count of changes of what is recorded that it knows.
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

/// What follows the stage and the settings, to be called by an effect once its code has come.
pub(super) fn narrating(
    driver: Rc<Driver>,
    stage: Stage,
    settings: Live<Settings>,
    route: Live<Route>,
    notices: Live<Vec<Notice>>,
    recorded: Live<u32>,
) -> Box<dyn Fn()> {
    // There is one for as long as there is a page.
    let narrator: &Narrator = Box::leak(Box::new(Narrator {
        driver,
        route,
        notices,
        gathering: RefCell::default(),
        said: RefCell::default(),
        knows: Cell::new(0),
    }));
    let has_begun = Cell::new(false);
    let has_clips = Live::new(false);
    Box::new(move || {
        if !has_begun.replace(true) {
            narrator.driver.go_with(companion(settings));
            task::spawn(async move { has_clips.set(clips::are_kept().await) });
        }
        let Some(voice) = VOICE else { return };
        let speaks = settings.with(Settings::speaks_in_track);
        let is_opened = route.with(is_session);
        if speaks && !is_opened && !has_clips.get() {
            return;
        }
        narrator.want(voice, stage.timeline.get().filter(|_| speaks), recorded.get());
    })
}

fn is_session(route: &Route) -> bool {
    matches!(route, Route::Session { .. })
}

/// The lines of a timeline, each once.
pub(super) fn lines_of(timeline: &Timeline) -> Vec<Line> {
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
    fn want(&'static self, voice: &'static str, timeline: Option<Arc<Timeline>>, recorded: u32) {
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
        // What the driver has may be from before the change.
        let is_said = self.knows.get() == recorded;
        let known = if is_said { self.driver.narration() } else { Narration::default() };
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
        task::spawn(async move {
            // Who has recorded nothing need not be asked of each line.
            let own = recordings::all().await.unwrap_or_default();
            let (own, missing, next) = (Rc::new(own), Rc::new(missing), Rc::new(Cell::new(0)));
            for _ in 0..AT_A_TIME {
                let (gathering, own) = (gathering.clone(), own.clone());
                let (missing, next) = (missing.clone(), next.clone());
                task::spawn(async move {
                    // Perhaps something else is to be said by now.
                    let is_wanted = || Rc::ptr_eq(&self.gathering.borrow(), &gathering);
                    while let Some(&place) = missing.get(next.get()).filter(|_| is_wanted()) {
                        next.set(next.get() + 1);
                        let take = take_of(voice, gathering.lines[place], &own).await;
                        gathering.takes.borrow_mut()[place] = take;
                        gathering.coming.set(gathering.coming.get() - 1);
                        if gathering.coming.get() == 0 && is_wanted() {
                            self.say(&gathering);
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
            self.driver.narrate(Narration::new(said));
        }
        if !is_whole && self.route.with_untracked(is_session) {
            tell(self.notices, Notice::VoiceMissing);
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
    let name = clip_of(voice, part);
    let samples = clips::samples(voice, &name, SAMPLE_RATE).await?;
    if !clips::are_kept_by_the_worker() {
        task::spawn(async move {
            clips::keep(voice, &name).await;
        });
    }
    Some(samples)
}

/// What is said of a line, to be heard by itself; nothing where it can't be had.
pub(super) async fn narration_of(line: Line) -> Option<Narration> {
    let own = recordings::all().await.unwrap_or_default();
    let take = take_of(VOICE?, line, &own).await?;
    Some(Narration::new([(line, take)]))
}
