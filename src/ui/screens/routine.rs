//! A routine's page: what it does, its steps, how long, Start.

use leptos::prelude::{Get, GetUntracked, RwSignal, Set, With};

use crate::app::App;
use crate::app::route::Route;
use crate::care::{self, Fit};
use crate::dom::{Element, Fragment, el, follow, region};
use crate::domain::catalog::PoseId;
use crate::domain::pose::{Position, Prop, Sides};
use crate::domain::routine::{Routine, RoutineKind, Step, StepSide, Swap};
use crate::domain::settings::Guidance;
use crate::domain::time::Millis;
use crate::timeline::{COUNTED_FROM, Segment, SegmentKind, compile};
use crate::ui::components::button::{link, main_button, toggle_button};
use crate::ui::components::choices::choices;
use crate::ui::components::figure::still_figure;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::labels;
use crate::ui::components::later::LaterScreen;
use crate::ui::components::rhythm::rhythm;
use crate::ui::components::routine_card::{facts, minutes};
use crate::ui::components::title::title;
use crate::ui::screens::missing::missing;
use crate::words::{self, Key, PluralKey, fill, plural, text};

/// A routine's page.
pub(crate) fn routine_page(app: App, slug: String) -> LaterScreen {
    Box::new(move || match app.routine(&slug) {
        Some(routine) => page(app, routine),
        None => missing(app, Key::ErrorRoutineMissing)(),
    })
}

fn page(app: App, routine: &'static Routine) -> Fragment {
    let length = RwSignal::new(app.length_of(routine));
    follow(move || {
        // With its manner: what is made ready is what will be heard.
        app.settings.with(|_| ());
        app.prepare(routine, Some(length.get()));
    });
    let words = words::routine(&routine.slug);
    let page = Fragment::new()
        .child(link("link link--back", &Route::Library.href(), Key::LibraryPageBack))
        .child(title(app, words::routine_name(&routine.slug)))
        .child(el("p", "soft").live_text(move || facts(routine, length.get())))
        .child(el("p", "").text(words.map_or("", |words| words.summary)));
    let page = [words.map_or("", |words| words.note), &needs(routine)]
        .into_iter()
        .filter(|line| !line.is_empty())
        .fold(page, |page, line| page.child(el("p", "").text(line)))
        .child(region(move || suits(app, routine)))
        .child(lengths(app, routine, length))
        .child(manner(app, routine))
        .child(main_button(Key::RoutinePageStart, move || start(app, routine, length)))
        .child(toggle_button(
            text(Key::RoutinePageFavourite),
            move || app.settings.with(|settings| settings.favourites.has(&routine.slug)),
            move || app.settings.update(|settings| settings.favourites.toggle(&routine.slug)),
        ));
    let page = page.child(link(
        "link",
        &Route::Recordings(routine.slug.to_string()).href(),
        Key::RecordingsOpen,
    ));
    let page = if routine.kind == RoutineKind::Movement {
        steps(page, app, routine, length)
    } else {
        page
    };
    page.child(el("p", "soft").text(text(Key::HurtSigns)))
}

/// What to have at hand; nothing where that is nothing.
fn needs(routine: &Routine) -> String {
    let props: Vec<_> =
        Prop::ALL.into_iter().filter(|&prop| routine.needs(prop)).map(labels::prop).collect();
    if props.is_empty() {
        return String::new();
    }
    fill(Key::RoutinePageNeeds, &[("things", &props.join(", "))])
}

/// Begins the session, in the tap itself, and goes to it. What was made ready with the page may have
/// given way to another session, which has ended since.
fn start(app: App, routine: &'static Routine, length: RwSignal<Millis>) {
    let length = length.get_untracked();
    if !app.is_under_way() {
        app.prepare(routine, Some(length));
        app.start();
    }
    app.go(&Route::Session {
        routine: routine.slug.to_string(),
        length: (length != routine.length()).then_some(length),
    });
}

fn lengths(app: App, routine: &'static Routine, length: RwSignal<Millis>) -> Element {
    let offered = routine.lengths().into_iter().map(|choice| (choice, minutes(choice)));
    choices(
        el("legend", "").text(text(Key::RoutinePageLength)),
        "length",
        offered,
        move || length.get(),
        move |choice| {
            length.set(choice);
            app.choose_length(routine, choice);
        },
    )
}

/// Whether it is as always for this person.
fn suits(app: App, routine: &Routine) -> Fragment {
    let told = match app.settings.with(|settings| care::fit(routine, settings)) {
        Fit::Whole => return Fragment::new(),
        Fit::Adapted => Key::AboutYouAdapted,
        Fit::NotNow => Key::AboutYouNotNow,
    };
    el("div", "card")
        .child(el("p", "").text(text(told)))
        .child(link("link", &Route::AboutYou.href(), Key::AboutYouChange))
        .into()
}

/// “the easier way (knee)”: what becomes of a step for this person, and why; nothing where it is kept.
fn change(app: App, routine: &Routine, step: &Step, swap: Swap) -> Option<String> {
    let what = match swap {
        Swap::Keep => return None,
        Swap::Easier => text(Key::AboutYouEasier).to_owned(),
        Swap::Instead(pose) => fill(Key::AboutYouInstead, &[("pose", words::pose(pose).name)]),
    };
    let why: Vec<_> = app.settings.with(|settings| {
        let sore = care::is_sore(step.pose, settings).then(|| text(Key::RoutinePageSore));
        care::reasons(routine, step, settings).iter().map(labels::caution).chain(sore).collect()
    });
    // Another way into the same pose has no reason of the person's own.
    if why.is_empty() {
        return None;
    }
    Some(fill(Key::AboutYouBecause, &[("what", &what), ("why", &why.join(", "))]))
}

/// How a meditation is led: nothing for movement.
fn manner(app: App, routine: &'static Routine) -> Fragment {
    if routine.kind == RoutineKind::Movement {
        return Fragment::new();
    }
    let own = if routine.has_own_rhythm() { rhythm(app) } else { Fragment::new() };
    let guidance = [
        (Guidance::Full, Key::MannerFull),
        (Guidance::Light, Key::MannerLight),
        (Guidance::Bells, Key::MannerBells),
    ];
    let guidance = choices(
        el("legend", "").text(text(Key::MannerGuidance)),
        "guidance",
        guidance.map(|(choice, words)| (choice, text(words).to_owned())),
        move || app.settings.with(|settings| settings.guidance),
        move |choice| app.settings.update(|settings| settings.guidance = choice),
    );
    // Who walks in it neither sits nor lies.
    if routine.emblem.pose().position == Position::Standing {
        return own.child(guidance);
    }
    let postures = [
        (None, Key::MannerOwn),
        (Some(PoseId::EasySeat), Key::MannerSitting),
        (Some(PoseId::ConstructiveRest), Key::MannerLying),
        (Some(PoseId::SideLyingRest), Key::MannerSide),
    ];
    let allowed = |pose: Option<PoseId>| pose.is_none_or(|pose| routine.allows(pose));
    let posture = choices(
        el("legend", "").text(text(Key::MannerPosture)),
        "posture",
        postures
            .into_iter()
            .filter(|(pose, _)| allowed(*pose))
            .map(|(pose, words)| (pose, text(words).to_owned())),
        move || app.settings.with(|settings| settings.still.filter(|pose| routine.allows(*pose))),
        move |choice| app.settings.update(|settings| settings.still = choice),
    );
    own.child(posture).child(guidance)
}

fn steps(
    page: Fragment,
    app: App,
    routine: &'static Routine,
    length: RwSignal<Millis>,
) -> Fragment {
    let amounts = RwSignal::new(Vec::new());
    follow(move || amounts.set(amounts_of(app, routine, length.get())));
    let steps = routine.steps.iter().enumerate();
    let rows = steps.filter(|(_, step)| step.side != StepSide::Second).map(|(place, step)| {
        row(step.pose, move || amounts.with(|amounts| amounts[place].clone()))
    });
    page.child(el("h2", "").text(text(Key::RoutinePageStepsTitle)))
        .child(el("ol", "list").children(rows))
}

fn row(pose: PoseId, amount: impl Fn() -> String + 'static) -> Element {
    let picture =
        el("div", "card__picture").attribute("aria-hidden", "true").child(still_figure(pose));
    let words = el("div", "card__words")
        .child(el("h3", "").text(words::pose(pose).name))
        .child(el("p", "soft").live_text(amount));
    let link = el("a", "card card--link card--step")
        .attribute("href", &Route::Pose(pose.slug().to_owned()).href())
        .child(picture)
        .child(words)
        .child(icon(Icon::Chevron));
    el("li", "").child(link)
}

/// How often or how long each step is done at the chosen length, and what becomes of it for this person.
fn amounts_of(app: App, routine: &Routine, length: Millis) -> Vec<String> {
    app.settings.with(|_| ());
    let options = app.options(routine, Some(length));
    // Not that of the stage, where another session may be under way.
    let Ok(timeline) = compile(routine, &options) else {
        return vec![String::new(); routine.steps.len()];
    };
    let works = timeline.segments.iter().filter(|segment| segment.is_work());
    let of_step = |(work, (step, &swap)): (&Segment, (&Step, &Swap))| {
        let amount = how_much(work, step);
        match change(app, routine, step, swap) {
            Some(change) => format!("{amount} · {change}"),
            None => amount,
        }
    };
    works.zip(routine.steps.iter().zip(&options.swaps)).map(of_step).collect()
}

/// “8 times, each side”.
fn how_much(work: &Segment, step: &Step) -> String {
    // What stands in for a step has no sides.
    let sides = if work.pose == step.pose { step.pose.pose().sides } else { Sides::Both };
    let (amount, is_of_side) = match work.kind {
        SegmentKind::Move { count, every, .. } if every >= COUNTED_FROM => {
            let each = if sides == Sides::Alternating { count / 2 } else { count };
            (plural(PluralKey::RoutinePageTimes, each), sides != Sides::Both)
        }
        _ => (duration(work.length), sides == Sides::Each),
    };
    if is_of_side { format!("{amount}, {}", text(Key::RoutinePageEachSide)) } else { amount }
}

/// “45 s”, and from a minute and a half on “1:30 min”.
fn duration(time: Millis) -> String {
    let (key, time) = if time < Millis::secs(90) {
        (Key::RoutinePageSeconds, time.as_secs().to_string())
    } else {
        (Key::TodayMinutes, time.to_string())
    };
    fill(key, &[("n", &time)])
}
