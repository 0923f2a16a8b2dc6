//! Settings: sound, voice, vibration, preparation, colours, and where the data is.

use leptos::prelude::{Get, RwSignal};

use crate::app::route::Route;
use crate::app::{App, dates};
use crate::dom::{Element, Fragment, el, is_checked, region, value_of, when};
use crate::domain::settings::{Settings, Theme};
use crate::ui::components::button::{button, link};
use crate::ui::components::choices::choices;
use crate::ui::components::later::LaterScreen;
use crate::ui::components::slider::slider;
use crate::ui::components::title::title;
use crate::ui::components::voice::voice;
use crate::words::{Key, fill, text};

/// The days may start at these minutes after midnight.
const DAY_STARTS: [u16; 7] = [0, 60, 120, 180, 240, 300, 360];

/// What the person can choose.
pub(crate) fn settings(app: App) -> LaterScreen {
    Box::new(move || page(app))
}

fn page(app: App) -> Fragment {
    let version = fill(Key::SettingsVersion, &[("version", env!("CARGO_PKG_VERSION"))]);
    Fragment::new()
        .child(title(app, text(Key::SettingsTitle)))
        .child(sound(app))
        .child(session(app))
        .child(look(app))
        .child(data(app))
        .child(section(Key::AboutYouTitle).child(hint(Key::AboutYouBody)).child(link(
            "button",
            &Route::AboutYou.href(),
            Key::AboutYouOpen,
        )))
        .child(
            section(Key::SettingsSafety).child(
                el("div", "row")
                    .child(link("button", &Route::Safety.href(), Key::SettingsSafetyOpen))
                    .child(link("button", &Route::Learn.href(), Key::LearnPageOpen)),
            ),
        )
        .child(el("p", "soft").text(&version))
}

fn section(heading: Key) -> Element {
    el("section", "card").child(el("h2", "").text(text(heading)))
}

fn hint(words: Key) -> Element {
    el("p", "soft").text(text(words))
}

fn sound(app: App) -> Element {
    let able = app.abilities();
    let bells = slider(
        app,
        Key::SettingsBells,
        |settings| settings.bells,
        |settings, percent| settings.bells = percent,
        || (),
    );
    let over_others = if able.plays_over_others {
        Fragment::new()
            .child(switch(
                app,
                Key::SettingsOverOthers,
                |settings| settings.over_others,
                |app, on| app.settings.update(|settings| settings.over_others = on),
            ))
            .child(hint(Key::SettingsOverOthersHint))
    } else {
        Fragment::new()
    };
    let vibration = if able.vibration {
        switch(
            app,
            Key::SettingsVibration,
            |settings| settings.vibration,
            |app, on| {
                app.settings.update(|settings| settings.vibration = on);
                if on {
                    // What is switched on is felt at once.
                    app.try_vibration();
                }
            },
        )
    } else {
        hint(Key::SettingsVibrationNone)
    };
    section(Key::SettingsSound)
        .child(bells)
        .child(link("button", &Route::Sounds.href(), Key::SettingsSoundsOpen))
        .child(over_others)
        .child(voice(app))
        .child(vibration)
}

fn session(app: App) -> Element {
    let offered = Settings::PREPARATIONS.map(|choice| {
        let seconds = choice.as_secs().to_string();
        let words = if choice.is_zero() {
            text(Key::SettingsNone).to_owned()
        } else {
            fill(Key::SettingsSeconds, &[("n", &seconds)])
        };
        (choice, words)
    });
    let preparation = choices(
        el("legend", "").text(text(Key::SettingsPreparation)),
        "preparation",
        offered,
        move || app.settings.with(|settings| settings.preparation),
        move |choice| app.settings.update(|settings| settings.preparation = choice),
    );
    let keep_awake = if app.abilities().wake_lock {
        switch(
            app,
            Key::SettingsKeepAwake,
            |settings| settings.keep_awake,
            |app, on| app.settings.update(|settings| settings.keep_awake = on),
        )
    } else {
        hint(Key::SettingsKeepAwakeNone)
    };
    section(Key::SettingsSession)
        .child(preparation)
        .child(keep_awake)
        .child(link("button", &Route::LockTest.href(), Key::SettingsLockTest))
        .child(when(
            move || !app.settings.with(|settings| settings.over_others),
            || hint(Key::SettingsLockHint).into(),
        ))
        .child(field(Key::SettingsDayStart, day_start(app)))
        .child(hint(Key::SettingsDayStartHint))
}

fn day_start(app: App) -> Element {
    let options = DAY_STARTS.map(|minutes| {
        el("option", "")
            .attribute("value", &minutes.to_string())
            .live_property("selected", move || {
                app.settings.with(|settings| settings.day_start_min) == minutes
            })
            .text(&dates::clock(minutes))
    });
    el("select", "").children(options).on("change", move |event| {
        if let Ok(minutes) = value_of(&event).parse() {
            app.settings.update(|settings| settings.day_start_min = minutes);
        }
    })
}

fn look(app: App) -> Element {
    let offered = [
        (Theme::System, Key::SettingsThemeSystem),
        (Theme::Light, Key::SettingsThemeLight),
        (Theme::Dark, Key::SettingsThemeDark),
    ];
    el("section", "card").child(choices(
        el("legend", "").child(el("h2", "").text(text(Key::SettingsLook))),
        "theme",
        offered.map(|(choice, words)| (choice, text(words).to_owned())),
        move || app.settings.with(|settings| settings.theme),
        move |choice| app.settings.update(|settings| settings.theme = choice),
    ))
}

fn data(app: App) -> Element {
    let promise = app.promise();
    section(Key::SettingsData).child(el("p", "").text(text(Key::SettingsDataBody))).child(
        el("div", "").attribute("role", "status").child(region(move || match promise.get() {
            None => Fragment::new(),
            Some(true) => hint(Key::SettingsPersisted).into(),
            Some(false) => ask_to_keep(app, promise),
        })),
    )
}

fn ask_to_keep(app: App, promise: RwSignal<Option<bool>>) -> Fragment {
    Fragment::new().child(hint(Key::SettingsNotPersisted)).child(button(
        "button",
        Key::SettingsAskPersist,
        move || app.ask_for_promise(promise),
    ))
}

fn field(name: Key, input: Element) -> Element {
    el("label", "field").child(el("span", "").text(text(name))).child(input)
}

/// Something that is on or off.
fn switch(app: App, name: Key, is_on: fn(&Settings) -> bool, turn: fn(App, bool)) -> Element {
    let input = el("input", "")
        .attribute("type", "checkbox")
        .attribute("role", "switch")
        .live_property("checked", move || app.settings.with(is_on))
        .on("change", move |event| turn(app, is_checked(&event)));
    el("label", "switch").child(el("span", "").text(text(name))).child(input)
}
