//! Sounds: what each of them says, to be heard, and the bell to be chosen.

use std::rc::Rc;

use leptos::prelude::{Get, RwSignal};

use crate::app::App;
use crate::app::preview::Preview;
use crate::app::route::Route;
use crate::dom::{Element, Fragment, el, when};
use crate::domain::background::Background;
use crate::domain::bell::Bell;
use crate::domain::cue::{Cue, CueKind, Line, Side};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;
use crate::ui::components::button::link;
use crate::ui::components::choices::choices;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::later::LaterScreen;
use crate::ui::components::slider::slider;
use crate::ui::components::title::title;
use crate::words::{Key, text};

/// Cues in a row, so many milliseconds from the first.
type Row = &'static [(u32, CueKind)];

/// What a session says, in the order in which one meets it.
const SAID: [(Key, Row); 14] = [
    (Key::SoundsPrepare, &[(0, CueKind::Prepare)]),
    (Key::SoundsChangePose, &[(0, CueKind::ChangePose)]),
    (Key::SoundsBegin, &[(0, CueKind::Begin)]),
    (Key::SoundsRepetition, &[(0, CueKind::Repetition(None)), (1500, CueKind::Repetition(None))]),
    (Key::SoundsHalfWay, &[(0, CueKind::HalfWay)]),
    (
        Key::SoundsSeconds,
        &[
            (0, CueKind::LastSeconds(3)),
            (1000, CueKind::LastSeconds(2)),
            (2000, CueKind::LastSeconds(1)),
        ],
    ),
    (Key::SoundsLeft, &[(0, CueKind::ChangeSide(Side::Left))]),
    (Key::SoundsRight, &[(0, CueKind::ChangeSide(Side::Right))]),
    (Key::SoundsLine, &[(0, CueKind::Say(SAMPLE))]),
    (Key::SoundsBreatheIn, &[(0, CueKind::BreatheIn)]),
    (Key::SoundsBreatheHold, &[(0, CueKind::BreatheHold)]),
    (Key::SoundsBreatheOut, &[(0, CueKind::BreatheOut)]),
    (Key::SoundsInterval, &[(0, CueKind::Interval)]),
    (Key::SoundsEnd, &[(0, CueKind::End)]),
];

/// A line as an example of what is said.
const SAMPLE: Line = Line::HalfWay;

/// What one hears of a bell that is chosen.
const OF_A_BELL: Row = &[(0, CueKind::Begin), (2500, CueKind::Interval)];
/// What one hears at another loudness.
const AS_LOUD: Row = &[(0, CueKind::Begin)];

/// The sounds.
pub(crate) fn sounds(app: App) -> LaterScreen {
    Box::new(move || page(app))
}

fn page(app: App) -> Fragment {
    let has_failed = RwSignal::new(false);
    let preview = Preview::new(has_failed);
    if app.settings.with_untracked(Settings::speaks_in_track) {
        preview.say(SAMPLE);
    }
    let play = move |row: Row| {
        // Two sounds at once are no sound to be told.
        if app.is_under_way() {
            return;
        }
        let cues: Vec<_> = row.iter().map(|&(at, kind)| Cue { at: Millis(at), kind }).collect();
        app.settings.with_untracked(|settings| preview.play(&cues, settings));
    };
    let play = Rc::new(play);
    let rows = SAID.map(|(name, row)| {
        let play = play.clone();
        el("li", "").child(
            el("button", "card card--link")
                .child(icon(Icon::Play))
                .child(el("span", "card__words").text(text(name)))
                .on_click(move || play(row)),
        )
    });
    let loudness = {
        let play = play.clone();
        slider(
            app,
            Key::SettingsBells,
            |settings| settings.bells,
            |settings, percent| settings.bells = percent,
            move || play(AS_LOUD),
        )
    };
    let background_loudness = {
        let play = play.clone();
        slider(
            app,
            Key::SoundsBackgroundLoudness,
            |settings| settings.background_percent,
            |settings, percent| settings.background_percent = percent,
            move || play(OF_A_BELL),
        )
    };
    let bells = by_ear(
        app,
        play.clone(),
        (Key::SoundsBell, "bell"),
        Bell::ALL.map(|bell| (bell, name(bell))),
        |settings| settings.bell,
        |settings, bell| settings.bell = bell,
    );
    let backgrounds = by_ear(
        app,
        play,
        (Key::SoundsBackground, "background"),
        Background::ALL.map(|background| (background, name_of_background(background))),
        |settings| settings.background,
        |settings, background| settings.background = background,
    );
    let warning = el("div", "")
        .attribute("role", "status")
        .child(when(
            move || app.is_under_way(),
            || el("p", "").text(text(Key::SoundsInSession)).into(),
        ))
        .child(when(
            move || has_failed.get(),
            || el("p", "").text(text(Key::SettingsSoundFailed)).into(),
        ));
    Fragment::new()
        .child(title(app, text(Key::SoundsTitle)))
        .child(el("p", "").text(text(Key::SoundsLead)))
        .child(warning)
        .child(
            el("section", "card")
                .child(bells)
                .child(el("p", "soft").text(text(Key::SoundsBellHint)))
                .child(loudness),
        )
        .child(
            el("section", "card")
                .child(backgrounds)
                .child(el("p", "soft").text(text(Key::SoundsBackgroundHint)))
                .child(background_loudness),
        )
        .child(el("h2", "").text(text(Key::SoundsSaid)))
        .child(el("ul", "list").children(rows))
        .child(link("button", &Route::Settings.href(), Key::SettingsBack))
}

/// One of some sounds, to be chosen by ear.
fn by_ear<T: Copy + PartialEq + 'static>(
    app: App,
    play: Rc<impl Fn(Row) + 'static>,
    (heading, group): (Key, &str),
    offered: impl IntoIterator<Item = (T, Key)>,
    chosen: fn(&Settings) -> T,
    choose: fn(&mut Settings, T),
) -> Element {
    choices(
        el("legend", "").child(el("h2", "").text(text(heading))),
        group,
        offered.into_iter().map(|(one, name)| (one, text(name).to_owned())),
        move || app.settings.with(chosen),
        move |one| {
            app.settings.update(|settings| choose(settings, one));
            play(OF_A_BELL);
        },
    )
}

fn name_of_background(background: Background) -> Key {
    match background {
        Background::Nothing => Key::SoundsBackgroundNothing,
        Background::Rain => Key::SoundsBackgroundRain,
        Background::BrownNoise => Key::SoundsBackgroundBrownNoise,
        Background::Waves => Key::SoundsBackgroundWaves,
        Background::Drone => Key::SoundsBackgroundDrone,
    }
}

fn name(bell: Bell) -> Key {
    match bell {
        Bell::Mixed => Key::SoundsBellMixed,
        Bell::SmallBowl => Key::SoundsBellSmallBowl,
        Bell::LargeBowl => Key::SoundsBellLargeBowl,
        Bell::Gong => Key::SoundsBellGong,
        Bell::Block => Key::SoundsBellBlock,
        Bell::Chime => Key::SoundsBellChime,
    }
}
