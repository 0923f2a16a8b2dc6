//! What the screens share: the state they read and what they may ask for.

#![expect(
    clippy::unused_self,
    reason = "the app is one handle; that an ability needs none of it is a detail"
)]

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Get, GetUntracked, RwSignal, Set, on_cleanup, untrack};

use super::background::accompanying;
use super::driver::{Command, Driver};
use super::keeper::heal::healing;
use super::keeper::{self, Keeper, SessionHeartbeat};
use super::narrator::narrating;
use super::notice::Notice;
use super::route::{OF_THE_DAY, Route};
use super::shelf::{Arrival, Shelf};
use super::stage::Stage;
use super::ticker::Ticker;
use super::whole_voice::{self, Progress};
use super::{awake, today, versions};
use crate::care;
use crate::dom::{Live, follow, hold};
use crate::domain::catalog;
use crate::domain::civil::{CivilDay, Moment};
use crate::domain::emergency::{self, Emergency};
use crate::domain::flare::Pace;
use crate::domain::routine::{Hurt, Routine, TimeOfDay};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;
use crate::finder::Query;
use crate::history::{EntryId, Flare, Log};
use crate::platform::{
    address, audio_session, clock, keyboard, local_store, page, persistence, speech, task, theme,
    updates, vibration, wake_lock,
};
use crate::storage::keys;
use crate::timeline::{Manner, Options};

/// The app, as a screen sees it. Small and free to copy.
#[derive(Clone, Copy)]
pub(crate) struct App {
    /// The screen that the address asks for.
    pub route: Live<Route>,
    /// What the person has chosen.
    pub settings: Live<Settings>,
    /// All that was practised.
    pub log: Live<Log>,
    /// A session that was interrupted and can go on.
    pub interrupted: Live<Option<SessionHeartbeat>>,
    /// What has to be told.
    pub notices: Live<Vec<Notice>>,
    /// What is fetched once the first screen is there.
    pub shelf: Shelf,
    /// What is looked for in it.
    pub query: Live<Query>,
    /// The length that was chosen last, and of which routine.
    length: Live<Option<(&'static Routine, Millis)>>,
    /// What was said last about a flare, until it is taken back or another screen is opened.
    pub said: Live<Option<EntryId>>,
    /// The session on the stage.
    pub stage: Stage,
    /// How far all has come that the app's voice can say, if it is wanted.
    pub voice: Live<Option<Progress>>,
    /// How often what is recorded has changed.
    pub recordings: Live<u32>,
    /// Whether the waiting version is to take over.
    updating: Live<bool>,
    /// The page has come to the front, perhaps a night after it left it.
    shown: Live<()>,
    driver: &'static Rc<Driver>,
    keeper: &'static Rc<Keeper>,
}

impl App {
    /// Opens what is kept, follows the address, and begins to listen.
    pub(crate) fn open() -> Self {
        let notices = Live::new(Vec::new());
        let settings = Live::new(keeper::read_settings(notices).unwrap_or_default());
        let log = Live::new(Log::new());
        let interrupted = Live::new(None);
        let stage = Stage::empty();
        let keeper = Keeper::new(log, interrupted, notices);
        keeper.open();
        let driver = Driver::new(stage, settings, keeper.clone());
        let route = Live::new(Route::parse(&address::fragment()));
        let said = Live::new(None);
        address::on_change(move |fragment| {
            let to = Route::parse(&fragment);
            // What is said of a flare can be undone as long as one stays with it.
            if to != Route::Flare {
                said.set(None);
            }
            route.set(to);
        });
        address::follow_shortcuts();
        // State is only carried outwards: to the page, and to what is kept.
        follow(move || theme::set(settings.with(|settings| settings.theme)));
        let sounding = driver.clone();
        follow(move || settings.with(|settings| sounding.sound_as(settings)));
        let kept = Rc::new(RefCell::new(settings.get_untracked()));
        let theirs = kept.clone();
        follow(move || {
            let now = settings.get();
            if now != *kept.borrow() {
                keeper::write_settings(&now, notices);
                kept.replace(now);
            }
        });
        // What another tab has kept: without it, the next change here would be written over it. What can't be
        // read is left as it is, and so is what is known here.
        local_store::on_change(keys::SETTINGS, move || {
            if let Some(found) = keeper::read_settings(notices) {
                theirs.replace(found.clone());
                settings.set(found);
            }
        });
        let shelf = Shelf::at_start();
        let (updating, screen) = (Live::new(false), Live::new(false));
        let (shown, recordings) = (Live::new(()), Live::new(0));
        for work in [
            healing(keeper.clone()),
            narrating(driver.clone(), stage, settings, route, notices, recordings),
            accompanying(driver.clone(), settings),
            awake::wanting(stage, settings, screen),
            awake::keeping(screen, shown),
            versions::following(notices, updating),
        ] {
            follow(move || {
                if shelf.screens() == Arrival::Here {
                    work();
                }
            });
        }
        page::on_visibility(move |visible| {
            if visible {
                updates::check();
                shown.set(());
            }
        });
        Self {
            route,
            settings,
            log,
            interrupted,
            notices,
            shelf,
            query: Live::new(Query::default()),
            length: Live::new(None),
            said,
            stage,
            voice: Live::new(None),
            recordings,
            updating,
            shown,
            // There is one of each for as long as there is a page.
            driver: Box::leak(Box::new(driver)),
            keeper: Box::leak(Box::new(keeper)),
        }
    }

    // Places.

    /// Goes to another screen.
    pub(crate) fn go(self, route: &Route) {
        address::go(&route.fragment());
    }

    /// Goes to another screen, to which back does not return.
    pub(crate) fn go_instead(self, route: &Route) {
        address::replace(&route.fragment());
    }

    /// Tries once more to fetch what could not be had. A host may have another version by now, and
    /// nothing of this one any more.
    pub(crate) fn fetch_again(self) {
        updates::check();
        self.shelf.fetch();
    }

    // Time.

    /// Now. Who follows it is told when the page comes to the front.
    pub(crate) fn now(self) -> Moment {
        self.shown.get();
        clock::now()
    }

    /// The day that it is for the person.
    pub(crate) fn today(self) -> CivilDay {
        self.now().day(self.settings.with(|settings| settings.day_start_min))
    }

    // Sessions.

    /// The routine of that slug, or that of the day.
    pub(crate) fn routine(self, slug: &str) -> Option<&'static Routine> {
        if slug == OF_THE_DAY {
            return Some(self.routine_of(today::time_of_day(self.now())));
        }
        catalog::routine(slug)
    }

    /// The routine that is offered at a time of day.
    pub(crate) fn routine_of(self, time: TimeOfDay) -> &'static Routine {
        self.settings.with(|settings| today::routine_of(time, settings))
    }

    /// Whether it can be told what that routine is: it is here, or there is none of that slug.
    pub(crate) fn knows(self, slug: &str) -> bool {
        self.shelf.library() == Arrival::Here || self.routine(slug).is_some()
    }

    /// How long a routine is to be: as was chosen, until it is for another.
    pub(crate) fn length_of(self, routine: &Routine) -> Millis {
        let chosen = self.length.get_untracked().filter(|(of, _)| of.slug == routine.slug);
        chosen.map_or_else(|| routine.length(), |(_, length)| length)
    }

    /// Chooses how long a routine is to be.
    pub(crate) fn choose_length(self, routine: &'static Routine, length: Millis) {
        self.length.set(Some((routine, length)));
    }

    /// Makes a session ready, so that a tap on Start sounds at once. Nothing happens while one is
    /// under way.
    pub(crate) fn prepare(self, routine: &'static Routine, length: Option<Millis>) {
        if !self.is_under_way() {
            self.driver.prepare(routine, self.options(routine, length));
        }
    }

    /// How a routine is practised now, by this person.
    pub(crate) fn options(self, routine: &Routine, length: Option<Millis>) -> Options {
        Options {
            length: length.map(|length| routine.length_near(length)),
            preparation: self.settings.with_untracked(|settings| settings.preparation),
            first_side: today::first_side(untrack(|| self.today())),
            extra: Vec::new(),
            swaps: self.settings.with_untracked(|settings| care::swaps(routine, settings)),
            manner: self.manner(routine),
        }
    }

    /// How this person is led through a meditation now: another time in other words.
    fn manner(self, routine: &Routine) -> Manner {
        let told = self.log.with_untracked(|log| log.entries().count());
        self.settings.with_untracked(|settings| Manner {
            guidance: settings.guidance,
            telling: u8::try_from(told % 256).unwrap_or_default(),
            time: today::time_of_day(untrack(|| self.now())),
            still: settings.still,
            holds: care::may_hold_breath(settings),
            rhythm: routine.has_own_rhythm().then_some(settings.rhythm),
        })
    }

    /// Whether a session may have been interrupted, and can still be found.
    pub(crate) fn is_looking(self) -> bool {
        !self.keeper.is_settled.get() && self.shelf.screens() != Arrival::Missing
    }

    /// Whether a session runs or is paused.
    pub(crate) fn is_under_way(self) -> bool {
        self.stage.view.with(|view| view.is_some_and(|view| view.phase.is_under_way()))
    }

    /// Begins the session that is ready, in the tap itself. One that was interrupted and not taken
    /// up again is kept as it was left; one that could not be offered yet waits.
    pub(crate) fn start(self) {
        let beat = self.interrupted.get_untracked();
        if beat.is_some_and(|beat| self.knows(&beat.routine)) {
            self.end_interrupted();
        }
        self.command(Command::Start);
    }

    /// Time practised so far in the session on the stage.
    pub(crate) fn practised(self) -> Millis {
        self.driver.practised()
    }

    /// What has hurt in the session on the stage, each pose once.
    pub(crate) fn hurts(self) -> Vec<Hurt> {
        self.driver.hurts()
    }

    /// Asks something of the session. Start has to be asked in the tap itself.
    pub(crate) fn command(self, command: Command) {
        self.driver.command(command);
    }

    /// Puts something gentler in the place of what is done now.
    pub(crate) fn relieve(self) {
        self.driver.relieve();
    }

    /// Goes on with the interrupted session, in the tap itself.
    pub(crate) fn resume_interrupted(self) {
        let Some(beat) = self.interrupted.get_untracked() else { return };
        let found = catalog::routine(&beat.routine).zip(beat.snapshot.clone());
        let restored = found.is_some_and(|(routine, snapshot)| {
            self.driver.restore(beat.id.clone(), beat.started, routine, snapshot)
        });
        if restored {
            self.interrupted.set(None);
            self.command(Command::Start);
            self.go(&Route::Session { routine: beat.routine, length: None });
        } else {
            // Its routine has changed under it: what was practised is kept.
            self.end_interrupted();
        }
    }

    /// Keeps the interrupted session as it was left.
    pub(crate) fn end_interrupted(self) {
        if let Some(beat) = self.interrupted.get_untracked() {
            self.keeper.keep_interrupted(&beat);
        }
    }

    /// Puts the session down. One under way is ended first, and what was practised is kept.
    pub(crate) fn leave_session(self) {
        self.driver.release();
        self.stage.summary.set(None);
    }

    // Flares.

    /// The flare that goes on, where there is one.
    pub(crate) fn flare(self) -> Option<Flare> {
        self.log.with(Log::flare)
    }

    /// Says how much is right from now on in a flare, or that it is over.
    pub(crate) fn say_of_flare(self, pace: Option<Pace>) {
        let day_start = self.settings.with_untracked(|settings| settings.day_start_min);
        self.said.set(self.keeper.note_flare(pace, day_start));
    }

    // The list of sessions.

    /// Removes a session from the list; the answer undoes it.
    pub(crate) fn delete(self, id: &EntryId) -> Option<EntryId> {
        let day_start = self.settings.with_untracked(|settings| settings.day_start_min);
        self.keeper.delete(id, day_start)
    }

    /// Undoes a removal.
    pub(crate) fn undo_delete(self, deletion: EntryId) {
        let day_start = self.settings.with_untracked(|settings| settings.day_start_min);
        self.keeper.restore(deletion, day_start);
    }

    // The device.

    /// Whom to call in an emergency, where the device's language tells the country.
    pub(crate) fn emergency(self) -> Option<Emergency> {
        emergency::emergency_in(&page::language())
    }

    /// What this device can do.
    pub(crate) fn abilities(self) -> Abilities {
        Abilities {
            voice: speech::is_there(),
            vibration: vibration::is_there(),
            wake_lock: wake_lock::is_there(),
            plays_over_others: audio_session::is_there(),
        }
    }

    /// Whether it is opened from the home screen.
    pub(crate) fn is_installed(self) -> bool {
        page::is_installed()
    }

    /// Whether the person has asked for less motion.
    pub(crate) fn wants_less_motion(self) -> bool {
        page::wants_less_motion()
    }

    /// Fetches all that the app's voice can say.
    pub(crate) fn fetch_voice(self) {
        whole_voice::fetch(self.voice);
    }

    /// Whether the browser promises to keep what is stored: `None` until it has answered.
    pub(crate) fn promise(self) -> RwSignal<Option<bool>> {
        let answer = RwSignal::new(None);
        task::spawn(async move { answer.set(Some(persistence::is_promised().await)) });
        answer
    }

    /// Asks the browser for that promise.
    pub(crate) fn ask_for_promise(self, answer: RwSignal<Option<bool>>) {
        task::spawn(async move { answer.set(Some(persistence::ask().await)) });
    }

    /// Lets the waiting version take over, unless a session runs in any tab.
    pub(crate) fn update(self) {
        self.updating.set(true);
    }

    /// Vibrates as a cue does, so that a person feels what they switch on.
    pub(crate) fn try_vibration(self) {
        vibration::play(&[120, 80, 120]);
    }

    /// Sends the keys that nothing on the page takes to `listener`, until the screen is left.
    pub(crate) fn on_key(self, listener: impl FnMut(&str) -> bool + 'static) {
        hold(keyboard::on_key(listener));
    }

    /// A time that runs from now on, until the screen is left.
    pub(crate) fn running_time(self) -> impl Fn() -> Millis + Copy + 'static {
        let time = RwSignal::new(Millis::ZERO);
        hold(Ticker::start(time));
        move || time.get()
    }

    /// Puts the keyboard's focus on the element of that id, as soon as it is in the page.
    pub(crate) fn focus(self, id: &'static str) {
        task::spawn(async move { page::focus(id) });
    }

    /// The same, where the id is of one of many.
    pub(crate) fn focus_one(self, id: String) {
        task::spawn(async move { page::focus(&id) });
    }

    /// Puts the dialog of that id before all else, as soon as it is in the page.
    pub(crate) fn ask(self, id: &'static str) {
        task::spawn(async move { page::show_dialog(id) });
    }

    /// The first screen is in the page: what stood in for it may go.
    pub(crate) fn has_drawn(self) {
        // After what the screen itself has begun.
        task::spawn(async move {
            page::remove_splash();
            self.shelf.fetch();
            self.driver.warm_up();
        });
    }

    /// Becomes true in the browser's next turn; it is at once as long as the splash stands for all of the screen.
    pub(crate) fn turn(self) -> RwSignal<bool> {
        let is_turn = RwSignal::new(page::has_splash());
        if !is_turn.get_untracked() {
            task::spawn(async move {
                task::turn().await;
                // Whoever has waited may have been taken down meanwhile.
                is_turn.try_set(true);
            });
        }
        is_turn
    }

    /// Goes to where the person has been on this screen, which is the only one that keeps its place.
    pub(crate) fn scroll_back(self) {
        task::spawn(async {
            // After its heading has had the focus, at its top.
            task::frame().await;
            page::scroll_to_bookmark();
        });
        on_cleanup(page::bookmark);
    }

    /// Makes the page that of a new screen, as soon as it is there: its title, its top, the focus
    /// on its heading.
    pub(crate) fn arrive(self, title: String, heading: &'static str) {
        task::spawn(async move {
            page::set_title(&title);
            // What takes the focus is laid out for it, which it is for the next picture anyway.
            task::frame().await;
            page::scroll_to_top();
            page::focus(heading);
        });
    }
}

/// What a device can do.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Abilities {
    pub voice: bool,
    pub vibration: bool,
    pub wake_lock: bool,
    pub plays_over_others: bool,
}
