//! The lock-screen test: a minute that shows whether this phone plays on with its screen off, and what to change if not.

use leptos::prelude::{Get, RwSignal};

use crate::app::App;
use crate::app::lock_test::{Locked, Trial};
use crate::app::route::Route;
use crate::dom::{Element, Fragment, el, follow, switch};
use crate::domain::lock_test::Verdict;
use crate::domain::time::Millis;
use crate::ui::components::button::{button, link, main_button};
use crate::ui::components::later::LaterScreen;
use crate::ui::components::title::title;
use crate::words::{Key, fill, text};

/// The test.
pub(crate) fn lock_test(app: App) -> LaterScreen {
    Box::new(move || page(app))
}

/// Which of its pictures the screen shows: the time left goes on in one.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Before(Trial),
    Running,
}

fn page(app: App) -> Fragment {
    let trial = RwSignal::new(Trial::Waits);
    let locked = Locked::new(trial);
    // Whoever comes back sees at once what it came to.
    let back = locked.clone();
    follow(move || {
        app.now();
        back.look();
    });
    let shown = move || match trial.get() {
        Trial::Left(_) => Shown::Running,
        before => Shown::Before(before),
    };
    let left = move || match trial.get() {
        Trial::Left(left) => fill(Key::LockTestLeft, &[("time", &left.to_string())]),
        _ => String::new(),
    };
    let running_one = locked.clone();
    let stop = move || {
        let locked = running_one.clone();
        button("button", Key::LockTestStop, move || {
            locked.stop();
            app.focus("title");
        })
    };
    let start = move |words: Key| {
        let locked = locked.clone();
        main_button(words, move || {
            app.settings.with_untracked(|settings| locked.start(settings));
            // The button is gone.
            app.focus("title");
        })
    };
    Fragment::new()
        .child(title(app, text(Key::LockTestTitle)))
        .child(switch(shown, move |shown| match *shown {
            Shown::Running => running(left).child(el("p", "").child(stop())),
            Shown::Before(Trial::Over(verdict)) => told(verdict).child(start(Key::LockTestAgain)),
            Shown::Before(Trial::NoSound) => Fragment::new()
                .child(el("p", "").attribute("role", "alert").text(text(Key::SoundsFailed))),
            Shown::Before(_) => intro(app, &start),
        }))
        .child(link("button", &Route::Settings.href(), Key::SoundsBack))
}

fn intro(app: App, start: &impl Fn(Key) -> Element) -> Fragment {
    let words = Fragment::new().child(el("p", "").text(text(Key::LockTestLead)));
    if app.is_under_way() {
        return words.child(el("p", "").text(text(Key::LockTestInSession)));
    }
    words.child(el("p", "").text(text(Key::LockTestHow))).child(start(Key::LockTestStart))
}

fn running(left: impl Fn() -> String + Copy + 'static) -> Fragment {
    Fragment::new()
        .child(el("p", "").attribute("role", "status").text(text(Key::LockTestRunning)))
        .child(el("p", "soft").live_text(left))
}

fn told(verdict: Verdict) -> Fragment {
    let (words, time) = match verdict {
        Verdict::Passed(time) => (Key::LockTestPassed, time),
        Verdict::Stopped(time) => (Key::LockTestStopped, time),
        Verdict::NotLocked => (Key::LockTestNotLocked, Millis::ZERO),
    };
    let words = fill(words, &[("time", &time.to_string())]);
    let told = Fragment::new().child(el("p", "card").attribute("role", "status").text(&words));
    if !matches!(verdict, Verdict::Stopped(_)) {
        return told;
    }
    let steps =
        [Key::LockTestInstall, Key::LockTestBattery, Key::LockTestOthers, Key::LockTestAwake];
    told.child(el("h2", "").text(text(Key::LockTestChange)))
        .child(el("ul", "plain-list").children(steps.map(|step| el("li", "").text(text(step)))))
}
