//! The lock-screen test: a minute that shows whether this phone keeps playing with its screen off, and what to change
//! if not.

use leptos::prelude::*;

use crate::components::button::VanishingButton;
use crate::components::live_region::LiveRegion;
use crate::components::title::Title;
use crate::route::Route;
use crate::services::dates;
use crate::services::lock_screen_test::{LockScreenTest, TestState};
use crate::state::{use_clock, use_session, use_settings};
use unknot_core::domain::lock_screen_test::Verdict;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{Key, fill, text};

/// What may help if the sound has stopped.
const ADVICE: [Key; 4] =
    [Key::LockTestInstall, Key::LockTestBattery, Key::LockTestOthers, Key::LockTestAwake];

/// The page of the test.
#[component]
pub(crate) fn LockScreenTestPage() -> impl IntoView {
    let (clock, settings) = (use_clock(), use_settings());
    let test = LockScreenTest::new();
    let state = test.state();
    let test = StoredValue::new_local(test);
    // Shows the result as soon as the person comes back.
    Effect::watch(
        move || clock.now(),
        move |_, _, _| test.with_value(|test| test.measure()),
        false,
    );
    let start = move || {
        settings.with_untracked(|settings| test.with_value(|test| test.start(settings)));
    };
    let stop = move || test.with_value(|test| test.stop());
    // The remaining time changes every second; what is shown around it does not.
    let shown = Memo::new(move |_| match state.get() {
        TestState::Running(_) => TestState::Running(Millis::ZERO),
        state => state,
    });
    let left = move || match state.get() {
        TestState::Running(left) => time(Key::LockTestLeft, left),
        _ => String::new(),
    };
    view! {
        <Title heading=text(Key::LockTestTitle)/>
        <Announcements shown/>
        {move || match shown.get() {
            TestState::Idle => view! { <Intro start/> }.into_any(),
            TestState::Running(_) => view! {
                <p class="soft" prop:textContent=left></p>
                <p>
                    <VanishingButton
                        label=text(Key::LockTestStop)
                        focus_next="title"
                        on_press=stop
                    />
                </p>
            }
            .into_any(),
            TestState::Finished(verdict) => view! {
                <Advice verdict/>
                <StartButton label=Key::LockTestAgain start/>
            }
            .into_any(),
            TestState::Interrupted | TestState::NoSound => {
                view! { <StartButton label=Key::LockTestAgain start/> }.into_any()
            }
        }}
        <a class="button" href=Route::Settings.href()>
            {text(Key::SettingsBack)}
        </a>
    }
}

/// What a screen reader announces: that the test is running, its result, or that it failed.
#[component]
fn Announcements(
    /// The state of the test, without the remaining time.
    #[prop(into)]
    shown: Signal<TestState>,
) -> impl IntoView {
    let failure = move || match shown.get() {
        TestState::Interrupted => Some(Key::LockTestInterrupted),
        TestState::NoSound => Some(Key::SettingsSoundFailed),
        _ => None,
    };
    let news = move || match shown.get() {
        TestState::Running(_) => Some(view! { <p>{text(Key::LockTestRunning)}</p> }.into_any()),
        TestState::Finished(verdict) => {
            Some(view! { <p class="card" prop:textContent=verdict_text(verdict)></p> }.into_any())
        }
        _ => None,
    };
    view! {
        <div role="alert">{move || failure().map(|key| view! { <p prop:textContent=text(key)></p> })}</div>
        <LiveRegion>{news}</LiveRegion>
    }
}

/// What the test is for, and the button that starts it, or the reason why it can't be started.
#[component]
fn Intro(
    /// Starts the test.
    start: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let (session, settings) = (use_session(), use_settings());
    let obstacle = if untrack(|| session.is_under_way()) {
        Some(Key::LockTestInSession)
    } else if settings.with_untracked(|settings| settings.over_others) {
        Some(Key::LockTestOverOthers)
    } else {
        None
    };
    view! {
        <p>{text(Key::LockTestLead)}</p>
        {match obstacle {
            Some(obstacle) => view! { <p>{text(obstacle)}</p> }.into_any(),
            None => view! {
                <p>{text(Key::LockTestHow)}</p>
                <StartButton label=Key::LockTestStart start/>
            }
            .into_any(),
        }}
    }
}

/// The button that starts the test.
#[component]
fn StartButton(
    /// Its label.
    label: Key,
    /// Starts the test.
    start: impl FnMut() + 'static,
) -> impl IntoView {
    view! {
        <VanishingButton
            class="button button--main"
            label=text(label)
            focus_next="title"
            on_press=start
        />
    }
}

/// What to do after a test: what helps if the sound has stopped, or if it ever does.
#[component]
fn Advice(verdict: Verdict) -> impl IntoView {
    let heading = match verdict {
        Verdict::Passed(_) => Some(Key::LockTestLater),
        Verdict::Stopped(_) => Some(Key::LockTestChange),
        Verdict::NotLocked => None,
    };
    heading.map(|heading| {
        view! {
            <h2>{text(heading)}</h2>
            <ul class="plain-list">
                {ADVICE.into_iter().map(|step| view! { <li>{text(step)}</li> }).collect_view()}
            </ul>
        }
    })
}

fn verdict_text(verdict: Verdict) -> String {
    match verdict {
        Verdict::Passed(after) => time(Key::LockTestPassed, after),
        Verdict::Stopped(after) => time(Key::LockTestStopped, after),
        Verdict::NotLocked => text(Key::LockTestNotLocked).to_owned(),
    }
}

fn time(key: Key, time: Millis) -> String {
    fill(key, &[("time", &dates::length(time))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::next_frame;
    use leptos::mount::mount_to;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn only_the_content_of_live_regions_changes() {
        let root = document().create_element("div").unwrap();
        let state = RwSignal::new(TestState::Idle);
        let mounted = mount_to(root.clone().unchecked_into(), move || {
            view! { <Announcements shown=state/> }
        });
        let find = |selector: &str| root.query_selector(selector).unwrap();
        let regions = (find("[role=alert]"), find("[role=status]"));
        assert!(regions.0.is_some() && regions.1.is_some());
        assert!(find("[role=alert]:empty + [role=status]:empty").is_some());
        for (now, content) in [
            (TestState::Running(Millis::ZERO), "[role=status] > p"),
            (TestState::Finished(Verdict::NotLocked), "[role=status] > p.card"),
            (TestState::NoSound, "[role=alert] > p"),
            (TestState::Interrupted, "[role=alert] > p"),
        ] {
            state.set(now);
            next_frame().await;
            assert!(find(content).is_some(), "{now:?}");
            assert!(find("p + p").is_none());
            assert_eq!((find("[role=alert]"), find("[role=status]")), regions);
        }
        drop(mounted);
    }
}
