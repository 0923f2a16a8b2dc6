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
            Shown::Before(Trial::NoSound) => {
                failed(Key::SettingsSoundFailed).child(start(Key::LockTestAgain))
            }
            Shown::Before(Trial::Interrupted) => {
                failed(Key::LockTestInterrupted).child(start(Key::LockTestAgain))
            }
            Shown::Before(_) => intro(app, &start),
        }))
        .child(link("button", &Route::Settings.href(), Key::SettingsBack))
}

fn intro(app: App, start: &impl Fn(Key) -> Element) -> Fragment {
    let words = Fragment::new().child(el("p", "").text(text(Key::LockTestLead)));
    if app.is_under_way() {
        return words.child(el("p", "").text(text(Key::LockTestInSession)));
    }
    if app.settings.with_untracked(|settings| settings.over_others) {
        return words.child(el("p", "").text(text(Key::LockTestOverOthers)));
    }
    words.child(el("p", "").text(text(Key::LockTestHow))).child(start(Key::LockTestStart))
}

fn failed(words: Key) -> Fragment {
    el("p", "").attribute("role", "alert").text(text(words)).into()
}

fn running(left: impl Fn() -> String + Copy + 'static) -> Fragment {
    Fragment::new()
        .child(el("p", "").attribute("role", "status").text(text(Key::LockTestRunning)))
        .child(el("p", "soft").live_text(left))
}

fn told(verdict: Verdict) -> Fragment {
    let (words, then) = match verdict {
        Verdict::Passed(time) => (after(Key::LockTestPassed, time), Key::LockTestLater),
        Verdict::Stopped(time) => (after(Key::LockTestStopped, time), Key::LockTestChange),
        Verdict::NotLocked => return card(text(Key::LockTestNotLocked)),
    };
    let steps =
        [Key::LockTestInstall, Key::LockTestBattery, Key::LockTestOthers, Key::LockTestAwake];
    card(&words)
        .child(el("h2", "").text(text(then)))
        .child(el("ul", "plain-list").children(steps.map(|step| el("li", "").text(text(step)))))
}

fn after(words: Key, time: Millis) -> String {
    fill(words, &[("time", &time.to_string())])
}

fn card(words: &str) -> Fragment {
    el("p", "card").attribute("role", "status").text(words).into()
}
