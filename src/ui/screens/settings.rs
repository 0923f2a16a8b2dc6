//! Settings: sound, voice, vibration, preparation, colours, and where the data is.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::app::{dates, use_app};
use crate::domain::settings::{Settings, Theme};
use crate::ui::components::title::Title;
use crate::words::{Key, fill, text};

/// The days may start at these minutes after midnight.
const DAY_STARTS: [u16; 7] = [0, 60, 120, 180, 240, 300, 360];

/// What the person can choose.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    view! {
        <Title text=text(Key::SettingsTitle)/>
        <Sound/>
        <SessionSettings/>
        <Look/>
        <Data/>
        <section class="card">
            <h2>{text(Key::SettingsSafety)}</h2>
            <a class="button" href=Route::Safety.href()>{text(Key::SettingsSafetyOpen)}</a>
        </section>
        <p class="soft">{fill(Key::SettingsVersion, &[("version", env!("CARGO_PKG_VERSION"))])}</p>
    }
}

#[component]
fn Sound() -> impl IntoView {
    let app = use_app();
    let able = app.abilities();
    let bells = move || app.settings.with(|settings| settings.bells);
    view! {
        <section class="card">
            <h2>{text(Key::SettingsSound)}</h2>
            <label class="field">
                <span>{text(Key::SettingsBells)}</span>
                <input
                    type="range"
                    min="0"
                    max="100"
                    step="10"
                    prop:value=move || bells().to_string()
                    on:change=move |event| {
                        if let Ok(percent) = event_target_value(&event).parse() {
                            app.settings.update(|settings| settings.bells = percent);
                        }
                    }
                />
            </label>
            <Switch
                name=Key::SettingsVoice
                hint=if able.voice { Key::SettingsVoiceHint } else { Key::SettingsVoiceNone }
                get=|settings| settings.voice
                set=|settings, on| settings.voice = on
            />
            {if able.vibration {
                view! {
                    <Switch
                        name=Key::SettingsVibration
                        get=|settings| settings.vibration
                        set=|settings, on| settings.vibration = on
                        tried=move || app.try_vibration()
                    />
                }.into_any()
            } else {
                view! { <p class="soft">{text(Key::SettingsVibrationNone)}</p> }.into_any()
            }}
        </section>
    }
}

#[component]
fn SessionSettings() -> impl IntoView {
    let app = use_app();
    let able = app.abilities();
    let preparation = move || app.settings.with(|settings| settings.preparation);
    let choices = Settings::PREPARATIONS.map(|choice| {
        let name = if choice.is_zero() {
            text(Key::SettingsNone).to_owned()
        } else {
            fill(Key::SettingsSeconds, &[("n", &choice.as_secs().to_string())])
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="preparation"
                    prop:checked=move || preparation() == choice
                    on:change=move |_| app.settings.update(|settings| settings.preparation = choice)
                />
                <span>{name}</span>
            </label>
        }
    });
    let start = move || app.settings.with(|settings| settings.day_start_min);
    let starts = DAY_STARTS.map(|minutes| {
        view! {
            <option value=minutes.to_string() selected=move || start() == minutes>
                {dates::clock(minutes)}
            </option>
        }
    });
    view! {
        <section class="card">
            <h2>{text(Key::SettingsSession)}</h2>
            <fieldset class="choices">
                <legend>{text(Key::SettingsPreparation)}</legend>
                {choices.into_iter().collect::<Vec<_>>()}
            </fieldset>
            {if able.wake_lock {
                view! {
                    <Switch
                        name=Key::SettingsKeepAwake
                        get=|settings| settings.keep_awake
                        set=|settings, on| settings.keep_awake = on
                    />
                }.into_any()
            } else {
                view! { <p class="soft">{text(Key::SettingsKeepAwakeNone)}</p> }.into_any()
            }}
            <label class="field">
                <span>{text(Key::SettingsDayStart)}</span>
                <select on:change=move |event| {
                    if let Ok(minutes) = event_target_value(&event).parse() {
                        app.settings.update(|settings| settings.day_start_min = minutes);
                    }
                }>{starts.into_iter().collect::<Vec<_>>()}</select>
            </label>
            <p class="soft">{text(Key::SettingsDayStartHint)}</p>
        </section>
    }
}

#[component]
fn Look() -> impl IntoView {
    let app = use_app();
    let theme = move || app.settings.with(|settings| settings.theme);
    let choices = [
        (Theme::System, Key::SettingsThemeSystem),
        (Theme::Light, Key::SettingsThemeLight),
        (Theme::Dark, Key::SettingsThemeDark),
    ];
    let choices = choices.map(|(choice, name)| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="theme"
                    prop:checked=move || theme() == choice
                    on:change=move |_| app.settings.update(|settings| settings.theme = choice)
                />
                <span>{text(name)}</span>
            </label>
        }
    });
    view! {
        <section class="card">
            <fieldset class="choices">
                <legend><h2>{text(Key::SettingsLook)}</h2></legend>
                {choices.into_iter().collect::<Vec<_>>()}
            </fieldset>
        </section>
    }
}

#[component]
fn Data() -> impl IntoView {
    let app = use_app();
    let promise = app.promise();
    view! {
        <section class="card">
            <h2>{text(Key::SettingsData)}</h2>
            <p>{text(Key::SettingsDataBody)}</p>
            <div role="status">
                {move || match promise.get() {
                    None => ().into_any(),
                    Some(true) => view! { <p class="soft">{text(Key::SettingsPersisted)}</p> }.into_any(),
                    Some(false) => view! {
                        <p class="soft">{text(Key::SettingsNotPersisted)}</p>
                        <button class="button" on:click=move |_| app.ask_for_promise(promise)>
                            {text(Key::SettingsAskPersist)}
                        </button>
                    }.into_any(),
                }}
            </div>
        </section>
    }
}

/// Something that is on or off.
#[component]
fn Switch(
    /// What it is.
    name: Key,
    /// What there is to know about it.
    #[prop(optional)]
    hint: Option<Key>,
    /// Reads it.
    get: fn(&Settings) -> bool,
    /// Changes it.
    set: fn(&mut Settings, bool),
    /// Shows what it is like, when it is switched on.
    #[prop(optional, into)]
    tried: Option<Callback<()>>,
) -> impl IntoView {
    let app = use_app();
    view! {
        <label class="switch">
            <span>{text(name)}</span>
            <input
                type="checkbox"
                role="switch"
                prop:checked=move || app.settings.with(get)
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    app.settings.update(|settings| set(settings, on));
                    if let Some(tried) = tried.filter(|_| on) {
                        tried.run(());
                    }
                }
            />
        </label>
        {hint.map(|hint| view! { <p class="soft">{text(hint)}</p> })}
    }
}
