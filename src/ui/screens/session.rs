//! The player: followed by eye, by ear and by touch. Nothing on it competes with the pose.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::route::Route;
use crate::app::{App, Command, Trouble, use_app};
use crate::domain::pose::Sides;
use crate::domain::routine::Routine;
use crate::domain::time::Millis;
use crate::session::{Doing, PauseCause, Phase, View};
use crate::timeline::Timeline;
use crate::ui::components::figure::MovingFigure;
use crate::ui::components::icon::{Icon, IconShape};
use crate::ui::components::ring::Ring;
use crate::ui::components::title::Title;
use crate::ui::screens::done::Done;
use crate::ui::screens::missing::Missing;
use crate::words::{self, Key, fill, text};

/// A session of a routine: ready, under way, or over.
#[component]
pub(crate) fn Session(
    /// The routine's slug.
    slug: String,
    /// A length of one's own.
    length: Option<Millis>,
) -> impl IntoView {
    let app = use_app();
    let Some(routine) = app.routine(&slug) else {
        return view! { <Missing what=Key::ErrorRoutineMissing/> }.into_any();
    };
    prepare_unless_there(app, routine, length);
    // The moment changes many times a second; the player is made once.
    let is_on_stage = Memo::new(move |_| app.stage.view.with(Option::is_some));
    view! {
        {move || match (app.stage.summary.get(), is_on_stage.get()) {
            (Some(summary), _) => view! { <Done summary=summary/> }.into_any(),
            (None, true) => view! { <Player/> }.into_any(),
            (None, false) => ().into_any(),
        }}
    }
    .into_any()
}

/// An address may be opened on its own (a shortcut, a reload): then the session is made ready here.
fn prepare_unless_there(app: App, routine: &'static Routine, length: Option<Millis>) {
    let there = app.stage.routine.get_untracked().is_some_and(|other| other.slug == routine.slug);
    if !there || app.stage.view.with_untracked(Option::is_none) {
        app.prepare(routine, length);
    }
}

#[component]
fn Player() -> impl IntoView {
    let app = use_app();
    // Both are there while this is drawn; the last ones stand while it is taken down.
    let Some(first) = app.stage.view.get_untracked() else { return ().into_any() };
    let view: Signal<View> = Memo::new(move |last: Option<&View>| {
        app.stage.view.get().or(last.copied()).unwrap_or(first)
    })
    .into();
    let timeline: Signal<Arc<Timeline>> = Memo::new(move |last: Option<&Arc<Timeline>>| {
        app.stage.timeline.get().or_else(|| last.cloned()).unwrap_or_else(empty)
    })
    .into();
    let name = app.stage.routine.get_untracked().and_then(|routine| words::routine(&routine.slug));
    let name = name.map_or("", |words| words.name);
    let phase = Memo::new(move |_| view.get().phase);
    let left =
        Memo::new(move |_| Millis::secs((view.get().total - view.get().position).as_secs_up()));
    let still = app.abilities().less_motion;
    listen_to_keys(app);
    view! {
        <div class="player" class:player--paused=move || matches!(phase.get(), Phase::Paused(_))>
            <header class="player__top">
                <Title text=name/>
                <p class="soft player__left">
                    {move || fill(Key::PlayerLeft, &[("time", &left.get().to_string())])}
                </p>
            </header>
            <div class="player__picture">
                <Ring timeline=timeline view=view/>
                <div class="player__figure"><MovingFigure view=view still=still/></div>
            </div>
            <div class="player__words">
                <Now view=view/>
                <Countdown view=view/>
                <Next view=view/>
                <TroubleNote/>
            </div>
            <Controls view=view/>
        </div>
    }
    .into_any()
}

fn empty() -> Arc<Timeline> {
    Arc::new(Timeline {
        routine: "".into(),
        segments: Vec::new(),
        cues: Vec::new(),
        total: Millis::ZERO,
    })
}

/// The pose, its side, and what is done. Told to screen readers when it changes.
#[component]
fn Now(view: Signal<View>) -> impl IntoView {
    let pose = Memo::new(move |_| view.get().pose);
    let side = Memo::new(move |_| {
        let view = view.get();
        view.side.map(|side| match view.pose.pose().sides {
            Sides::Each => words::side_of(view.pose, side),
            _ => words::side(side),
        })
    });
    let doing = Memo::new(move |_| said(&view.get()));
    let line = move || match (side.get(), doing.get()) {
        (Some(side), Some(doing)) => format!("{side} · {doing}"),
        (side, doing) => side.map(str::to_owned).or(doing).unwrap_or_default(),
    };
    // How to get there, while getting there: what to do then is in the figure and the voice.
    let way = Memo::new(move |_| {
        let view = view.get();
        (view.doing == Doing::ChangeOver).then(|| words::pose(view.pose).setup)
    });
    view! {
        <div role="status">
            <h2 class="player__pose">{move || words::pose(pose.get()).name}</h2>
            <p class="soft">{move || way.get()}</p>
        </div>
        <p class="player__side">{line}</p>
    }
}

fn said(view: &View) -> Option<String> {
    let plain = |key| text(key).to_owned();
    Some(match view.doing {
        Doing::ChangeOver => return None,
        Doing::Prepare => plain(Key::PlayerPrepare),
        Doing::Hold => plain(Key::PlayerHold),
        Doing::Move { number, count, .. } => fill(
            Key::PlayerRepetition,
            &[("n", &number.to_string()), ("count", &count.to_string())],
        ),
        Doing::Rest => plain(Key::PlayerRest),
        Doing::Inhale => plain(Key::PlayerBreatheIn),
        Doing::Exhale => plain(Key::PlayerBreatheOut),
        Doing::HoldBreath => plain(Key::PlayerHoldBreath),
    })
}

/// The countdown, read from two metres. Not told to screen readers, which would never fall silent.
#[component]
fn Countdown(view: Signal<View>) -> impl IntoView {
    let left = Memo::new(move |_| view.get().left.to_string());
    let quiet = Memo::new(move |_| matches!(view.get().doing, Doing::Prepare | Doing::ChangeOver));
    view! {
        <p class="countdown" class:countdown--quiet=quiet role="timer" aria-live="off">
            {move || left.get()}
        </p>
    }
}

/// What comes next, early enough to get there.
#[component]
fn Next(view: Signal<View>) -> impl IntoView {
    let next = Memo::new(move |_| {
        let view = view.get();
        match view.next {
            None => text(Key::PlayerLast).to_owned(),
            Some(next) => match next.side {
                Some(side) if next.same_pose => {
                    fill(Key::PlayerNext, &[("step", words::side_of(next.pose, side))])
                }
                side => fill(Key::PlayerNext, &[("step", &words::pose_on_side(next.pose, side))]),
            },
        }
    });
    view! { <p class="soft player__next">{move || next.get()}</p> }
}

/// Why it stands or is silent, where that is not the person's own doing.
#[component]
fn TroubleNote() -> impl IntoView {
    let app = use_app();
    let note = move || {
        let phase = app.stage.view.with(|view| view.map(|view| view.phase));
        match (app.stage.trouble.get(), phase) {
            (Some(Trouble::NeedsTap), _) => Some(Key::PlayerTapToStart),
            (Some(Trouble::NoSound), _) => Some(Key::PlayerNoSound),
            (None, Some(Phase::Paused(PauseCause::System))) => Some(Key::PlayerPausedBySystem),
            (None, _) => None,
        }
    };
    view! { <p class="player__trouble" role="status">{move || note().map(text)}</p> }
}

#[component]
fn Controls(view: Signal<View>) -> impl IntoView {
    let app = use_app();
    let asking = RwSignal::new(false);
    let phase = Memo::new(move |_| view.get().phase);
    let main = move || match phase.get() {
        Phase::Ready => (Command::Start, Icon::Play, Key::TodayStart),
        Phase::Running => (Command::Pause, Icon::Pause, Key::PlayerPause),
        _ => (Command::Resume, Icon::Play, Key::PlayerResume),
    };
    let ready = move || phase.get() == Phase::Ready;
    let round = move |command, icon, label: Key| {
        view! {
            <button
                class="round-button"
                aria-label=text(label)
                disabled=ready
                on:click=move |_| app.command(command)
            >
                <IconShape icon=icon/>
            </button>
        }
    };
    view! {
        <div class="controls" role="group" aria-label=text(Key::PlayerControls)>
            {round(Command::Back, Icon::Back, Key::PlayerBack)}
            <button
                class="round-button round-button--main"
                aria-label=move || text(main().2)
                on:click=move |_| match main().0 {
                    Command::Start => app.start(),
                    other => app.command(other),
                }
            >
                {move || view! { <IconShape icon=main().1/> }}
            </button>
            {round(Command::Skip, Icon::Skip, Key::PlayerSkip)}
        </div>
        <div class="controls controls--small">
            <button class="link" disabled=ready on:click=move |_| app.command(Command::Again)>
                {text(Key::PlayerAgainShort)}
            </button>
            <button class="link" disabled=ready on:click=move |_| app.command(Command::More)>
                {text(Key::PlayerMoreShort)}
            </button>
            <button class="link" on:click=move |_| {
                if ready() { leave(app) } else { asking.set(true) }
            }>
                {move || text(if ready() { Key::PlayerLeave } else { Key::PlayerEnd })}
            </button>
        </div>
        <Show when=move || asking.get()>
            <EndQuestion asking=asking/>
        </Show>
    }
}

fn leave(app: App) {
    app.leave_session();
    app.go_instead(&Route::Today);
}

/// Ending can't be undone, so it is asked once; the session pauses meanwhile.
#[component]
fn EndQuestion(asking: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let ran = app.stage.view.get_untracked().is_some_and(|view| view.phase == Phase::Running);
    if ran {
        app.command(Command::Pause);
    }
    let practised = app.practised().to_string();
    let keep_going = move || {
        asking.set(false);
        if ran {
            app.command(Command::Resume);
        }
    };
    Effect::new(move |_| app.focus("end-no"));
    view! {
        <div
            class="dialog"
            role="alertdialog"
            aria-modal="true"
            aria-labelledby="end-title"
            aria-describedby="end-body"
            on:keydown=move |event| if event.key() == "Escape" { keep_going() }
        >
            <div class="dialog__box">
                <h2 id="end-title">{text(Key::PlayerEndTitle)}</h2>
                <p id="end-body">{fill(Key::PlayerEndBody, &[("time", &practised)])}</p>
                <button id="end-no" class="button button--main" on:click=move |_| keep_going()>
                    {text(Key::PlayerEndNo)}
                </button>
                <button class="button" on:click=move |_| app.command(Command::End)>
                    {text(Key::PlayerEndYes)}
                </button>
            </div>
        </div>
    }
}

/// Space pauses and goes on, the arrows go by steps.
fn listen_to_keys(app: App) {
    app.on_key(move |key| {
        let Some(view) = app.stage.view.get_untracked() else { return false };
        let command = match (key, view.phase) {
            (" ", Phase::Ready) => {
                app.start();
                return true;
            }
            (" ", Phase::Running) => Command::Pause,
            (" ", Phase::Paused(_)) => Command::Resume,
            ("ArrowRight", Phase::Running | Phase::Paused(_)) => Command::Skip,
            ("ArrowLeft", Phase::Running | Phase::Paused(_)) => Command::Back,
            _ => return false,
        };
        app.command(command);
        true
    });
}
