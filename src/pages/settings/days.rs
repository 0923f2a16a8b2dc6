//! The settings of days and weeks: the goal, whether days are counted, and when a day starts.

use leptos::prelude::*;

use crate::components::radio_group::RadioGroup;
use crate::components::switch::Switch;
use crate::services::dates;
use crate::state::{use_clock, use_settings};
use unknot_core::domain::goal::Goal;
use unknot_core::i18n::{Key, text};

/// The possible starts of a day, in minutes after midnight.
const DAY_STARTS: [u16; 7] = [0, 60, 120, 180, 240, 300, 360];

/// The goal, whether days are counted, and when a day starts.
#[component]
pub(super) fn DaysSection() -> impl IntoView {
    let (settings, clock) = (use_settings(), use_clock());
    let counts_days = settings.select(|settings| settings.counts_days);
    let goals = move || {
        let options = Goal::ALL.map(|goal| (goal, goal.days().to_string()));
        view! {
            <RadioGroup
                name="goal"
                legend=|| text(Key::SettingsGoal)
                options=options.into()
                selected=settings.select(|settings| settings.goal)
                on_select=move |goal| settings.set_goal(goal, clock.today())
            />
            <p class="soft">{text(Key::SettingsGoalHint)}</p>
        }
    };
    view! {
        <section class="card">
            <h2>{text(Key::SettingsDays)}</h2>
            <Switch
                label=text(Key::SettingsCountsDays)
                on=counts_days
                on_change=move |on| settings.set_counts_days(on)
            />
            <p class="soft">{text(Key::SettingsCountsDaysHint)}</p>
            <Show when=move || counts_days.get()>{goals()}</Show>
            <DayStartField/>
            <p class="soft">{text(Key::SettingsDayStartHint)}</p>
        </section>
    }
}

/// The time at which a new day starts.
#[component]
fn DayStartField() -> impl IntoView {
    let settings = use_settings();
    let day_start = settings.select(|settings| settings.day_start_min);
    let options = DAY_STARTS.into_iter().map(|minutes| {
        view! {
            <option
                value=minutes.to_string()
                prop:selected=move || day_start.get() == minutes
            >
                {dates::clock(minutes)}
            </option>
        }
    });
    let on_change = move |event| {
        if let Ok(minutes) = event_target_value(&event).parse() {
            settings.set_day_start(minutes);
        }
    };
    view! {
        <label class="field">
            <span>{text(Key::SettingsDayStart)}</span>
            <select on:change=on_change>{options.collect_view()}</select>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, elements, empty_storage, next_frame, show, texts};
    use crate::state::provide_state_for_test;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn who_does_not_want_days_counted_is_asked_for_no_goal() {
        empty_storage().await;
        let mounted = show(|| {
            provide_state_for_test();
            view! {
                <main>
                    <DaysSection/>
                </main>
            }
        });
        let goals = || texts("main .choice span");
        assert_eq!(goals(), ["1", "2", "3", "4", "5", "6", "7"]);
        assert_eq!(elements("main .choice:nth-of-type(4) input:checked").len(), 1);
        click("main [role=switch]");
        next_frame().await;
        assert!(goals().is_empty());
        click("main [role=switch]");
        next_frame().await;
        assert_eq!(goals().len(), 7);
        drop(mounted);
        empty_storage().await;
    }
}
