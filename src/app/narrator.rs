//! The narrator: has what a session says spoken in its track, by the app's own voice, or beside it by the phone's.
//!
//! Each part of a line is a clip beside the page, named after its words. What a session needs of them is fetched once its
//! screen is opened and the voice is wanted, and the service worker keeps it. Who has such clips already has those fetched
//! of the session that Today offers, too. A line of which something can't be had is a chime, as without a voice.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::driver::Driver;
use super::keeper::tell;
use super::notice::Notice;
use super::route::Route;
use super::stage::Stage;
use crate::dom::Live;
use crate::domain::crc::crc32;
use crate::domain::cue::{CueKind, Line};
use crate::domain::pack::VOICE;
use crate::domain::settings::Settings;
use crate::platform::{clips, speech, task};
use crate::soundtrack::{Narration, SAMPLE_RATE, Take};
use crate::timeline::Timeline;
use crate::words;

/// The file of what is said, in the voice's folder.
pub(super) fn file_of(folder: &str, part: &str) -> String {
    format!("{folder}{:08x}.mp3", crc32(part.as_bytes()))
}

/// What is to be spoken aloud beside the track, now.
#[derive(Clone, Copy)]
pub(super) enum Aloud {
    /// Nothing yet: a phone lets a page speak later if it did in the tap on Start.
    Soon,
    /// A line that the track does not say, at so many percent of the voice's loudness.
    Line(Line, u8),
    /// Nothing any more.
    Nothing,
}

/// Speaks aloud with the phone's own voice.
pub(super) type Speaker = Box<dyn Fn(Aloud)>;

fn speak(aloud: Aloud) {
    match aloud {
        Aloud::Soon => speech::unlock(),
        Aloud::Line(line, percent) => speech::say(&words::line(line), percent),
        Aloud::Nothing => speech::hush(),
    }
}

struct Narrator {
    driver: Rc<Driver>,
    notices: Live<Vec<Notice>>,
    /// What is to be said, as far as it is here.
    gathering: RefCell<Rc<Gathering>>,
}

/// Takes of lines on their way.
#[derive(Default)]
struct Gathering {
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
) -> Box<dyn Fn()> {
    // There is one for as long as there is a page.
    let narrator: &Narrator =
        Box::leak(Box::new(Narrator { driver, notices, gathering: RefCell::default() }));
    let has_begun = Cell::new(false);
    let has_clips = Live::new(false);
    Box::new(move || {
        if !has_begun.replace(true) {
            narrator.driver.speak_by(Box::new(speak));
            task::spawn(async move { has_clips.set(clips::are_kept().await) });
        }
        let Some(folder) = VOICE else { return };
        let is_opened = route.with(|route| matches!(route, Route::Session { .. }));
        if !is_opened && !has_clips.get() {
            return;
        }
        let speaks = settings.with(|settings| settings.voice && !settings.phones_voice);
        let lines = stage.timeline.with(|timeline| {
            timeline.as_deref().filter(|_| speaks).map(lines_of).unwrap_or_default()
        });
        narrator.want(folder, lines);
    })
}

/// The lines of a timeline, each once.
fn lines_of(timeline: &Timeline) -> Vec<Line> {
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
    /// Has these lines said, and no others. What is said already is not fetched again; what could not be had is.
    fn want(&'static self, folder: &'static str, lines: Vec<Line>) {
        if self.gathering.borrow().lines == lines {
            return;
        }
        let known = self.driver.narration();
        let takes: Vec<_> = lines.iter().map(|&line| known.take(line)).collect();
        let is_missing = |place: &usize| takes[*place].is_none();
        let missing: Vec<_> = (0..takes.len()).filter(is_missing).collect();
        let coming = Cell::new(missing.len());
        let gathering = Rc::new(Gathering { lines, takes: RefCell::new(takes), coming });
        self.gathering.replace(gathering.clone());
        if missing.is_empty() {
            self.say(&gathering);
        }
        for place in missing {
            let gathering = gathering.clone();
            task::spawn(async move {
                let take = fetch(folder, gathering.lines[place]).await;
                gathering.takes.borrow_mut()[place] = take;
                gathering.coming.set(gathering.coming.get() - 1);
                // Perhaps something else is to be said by now.
                let is_wanted = Rc::ptr_eq(&self.gathering.borrow(), &gathering);
                if is_wanted && gathering.coming.get() == 0 {
                    self.say(&gathering);
                }
            });
        }
    }

    /// Has said what has come.
    fn say(&self, gathering: &Gathering) {
        let takes = gathering.takes.borrow();
        let said = gathering.lines.iter().zip(&*takes);
        let said = said.filter_map(|(&line, take)| Some((line, take.clone()?)));
        self.driver.narrate(Narration::new(said));
        if takes.iter().any(Option::is_none) {
            // The next session is another try, even if it says the same.
            self.gathering.take();
            tell(self.notices, Notice::VoiceMissing);
        }
    }
}

/// The take of a line, of the clips of its parts.
async fn fetch(folder: &str, line: Line) -> Option<Take> {
    let mut clips = Vec::new();
    for part in words::parts(line) {
        clips.push(clips::samples(&file_of(folder, &part), SAMPLE_RATE).await?);
    }
    Some(Take::of(&clips))
}

/// The same, to be heard by itself; nothing where it can't be had.
pub(super) async fn narration_of(line: Line) -> Option<Narration> {
    let take = fetch(VOICE?, line).await?;
    Some(Narration::new([(line, take)]))
}
