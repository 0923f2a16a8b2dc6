//! All routines, and how to find the one that fits.

use leptos::prelude::{Get, RwSignal, Set};

use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Element, Fragment, el, follow, region, switch, value_of, when};
use crate::domain::catalog::{PoseId, routines};
use crate::domain::routine::{Intensity, Place, TimeOfDay};
use crate::finder::{Criterion, Person, Query, Region, Span, find, find_poses, loosen};
use crate::ui::components::later::LaterScreen;
use crate::ui::components::routine_card::routine_card;
use crate::ui::components::title::title;
use crate::words::{self, Key, PluralKey, fill, plural, text};

/// So many days are lately.
const LATELY: i32 = 7;

/// All routines.
pub(crate) fn library(app: App) -> LaterScreen {
    Box::new(move || page(app))
}

fn page(app: App) -> Fragment {
    let count = RwSignal::new(0);
    let typing = RwSignal::new(false);
    let screen = Fragment::new()
        .child(title(app, text(Key::LibraryPageTitle)))
        .child(el("p", "soft").text(text(Key::LibraryPageIntro)))
        .child(search(app, typing))
        .child(criteria(app, count))
        .child(results(app, count, typing))
        .child(switch(
            move || app.query.with(|query| find_poses(&query.text)),
            |found| poses(found),
        ));
    app.scroll_back();
    screen
}

fn search(app: App, typing: RwSignal<bool>) -> Element {
    let field = el("input", "")
        .attribute("type", "search")
        .live_property("value", move || app.query.with(|query| query.text.clone()))
        .on("input", move |event| {
            typing.set(true);
            app.query.update(|query| query.text = value_of(&event));
        });
    el("label", "field").child(el("span", "").text(text(Key::FindSearch))).child(field)
}

/// One box for each criterion, those of a kind together.
fn criteria(app: App, count: RwSignal<u32>) -> Element {
    // The list may be below the boxes: how much is left is told above them.
    let summary = el("summary", "").live_text(move || {
        format!("{} · {}", text(Key::FindNarrow), plural(PluralKey::ProgressCount, count.get()))
    });
    let mut narrow = el("details", "card").child(summary);
    if app.query.with_untracked(|query| !query.criteria.is_empty()) {
        narrow = narrow.attribute("open", "");
    }
    for kind in Criterion::ALL.chunk_by(|one, next| kind_of(*one) == kind_of(*next)) {
        let legend = el("legend", "").text(text(kind_of(kind[0])));
        let mut group = el("fieldset", "choices").child(legend);
        for &criterion in kind {
            let field = el("input", "")
                .attribute("type", "checkbox")
                .live_property("checked", move || {
                    app.query.with(|query| query.criteria.contains(&criterion))
                })
                .on_click(move || app.query.update(|query| query.toggle(criterion)));
            let words = el("span", "").text(name(criterion));
            group = group.child(el("label", "choice").child(field).child(words));
        }
        narrow = narrow.child(group);
    }
    narrow
}

/// What is known of who looks for it.
fn person(app: App) -> Person {
    let week_ago = app.today().plus(-LATELY);
    let lately = app.log.with(|log| {
        let lately = log.sessions().into_iter().filter(|session| session.day > week_ago);
        lately.filter(|session| session.counts()).map(|session| session.routine.clone()).collect()
    });
    app.settings.with(|settings| Person {
        favourites: settings.favourites.clone(),
        sore: settings.sore.clone(),
        lately,
    })
}

/// The cards are made once: what is found is shown, in its order, and the others are hidden.
fn results(app: App, count: RwSignal<u32>, typing: RwSignal<bool>) -> Fragment {
    let cards: Vec<_> = routines()
        .map(|routine| (&*routine.slug, el("li", "").child(routine_card(routine))))
        .collect();
    // Not before somebody types: who comes back finds the same place only in a list that is laid out.
    let list = el("ul", "list")
        .live_class("list--searched", move || typing.get())
        .children(cards.iter().map(|(_, card)| card));
    let shown = list.clone();
    let mut order: Vec<&str> = cards.iter().map(|(slug, _)| *slug).collect();
    follow(move || {
        let found = app.query.with(|query| find(query, &person(app)));
        count.set(u32::try_from(found.len()).unwrap_or_default());
        let found: Vec<&str> = found.into_iter().map(|routine| &*routine.slug).collect();
        for (slug, card) in &cards {
            card.show(found.contains(slug));
        }
        // What is moved loses the focus, and is laid out anew: so nothing is, as long as the order holds.
        let places = found.iter().map(|wanted| order.iter().position(|slug| slug == wanted));
        if places.is_sorted() {
            return;
        }
        for wanted in &found {
            if let Some((_, card)) = cards.iter().find(|(slug, _)| slug == wanted) {
                shown.append(card);
            }
        }
        order.retain(|slug| !found.contains(slug));
        order.extend(found);
    });
    let status = el("p", "soft")
        .attribute("role", "status")
        .live_text(move || plural(PluralKey::ProgressCount, count.get()));
    let nothing = when(move || count.get() == 0, move || region(move || ways_out(app)));
    Fragment::new().child(status).child(list).child(nothing)
}

/// What to loosen where nothing fits.
fn ways_out(app: App) -> Fragment {
    let ways = app.query.with(|query| loosen(query, &person(app)));
    let mut screen = Fragment::new().child(el("p", "").text(text(Key::FindNothing)));
    for criterion in ways {
        let without = fill(Key::FindWithout, &[("what", name(criterion))]);
        screen = screen.child(el("button", "button").text(&without).on_click(move || {
            app.query.update(|query| query.toggle(criterion));
            // The button is gone.
            app.focus("title");
        }));
    }
    let all = move || {
        app.query.set(Query::default());
        app.focus("title");
    };
    screen.child(el("button", "button").text(text(Key::FindAll)).on_click(all))
}

/// Poses, as links to their pages.
fn poses(found: &[PoseId]) -> Fragment {
    if found.is_empty() {
        return Fragment::new();
    }
    let mut list = el("ul", "list");
    for &pose in found {
        let link = el("a", "card card--link")
            .attribute("href", &Route::Pose(pose.slug().to_owned()).href())
            .text(words::pose(pose).name);
        list = list.child(el("li", "").child(link));
    }
    Fragment::new().child(el("h2", "").text(text(Key::FindPoses))).child(list)
}

/// What criteria of a kind are about.
fn kind_of(criterion: Criterion) -> Key {
    match criterion {
        Criterion::Time(_) => Key::FindWhen,
        Criterion::Place(_) => Key::FindWhere,
        Criterion::Span(_) => Key::FindHowLong,
        Criterion::AtMost(_) => Key::FindHowHard,
        Criterion::Region(_) => Key::FindPart,
        _ => Key::FindMore,
    }
}

fn name(criterion: Criterion) -> &'static str {
    text(match criterion {
        Criterion::Time(TimeOfDay::Morning) => Key::FindMorning,
        Criterion::Time(TimeOfDay::Day) => Key::FindDay,
        Criterion::Time(TimeOfDay::Evening) => Key::FindEvening,
        Criterion::Place(Place::Floor) => Key::PlaceFloor,
        Criterion::Place(Place::Chair) => Key::PlaceChair,
        Criterion::Place(Place::Standing) => Key::PlaceStanding,
        Criterion::Place(Place::Bed) => Key::PlaceBed,
        Criterion::Span(Span::Short) => Key::FindShort,
        Criterion::Span(Span::Middle) => Key::FindMiddle,
        Criterion::Span(Span::Long) => Key::FindLong,
        Criterion::AtMost(Intensity::VeryEasy) => Key::FindVeryEasy,
        Criterion::AtMost(Intensity::Easy) => Key::FindEasy,
        Criterion::AtMost(_) => Key::FindModerate,
        Criterion::Region(Region::NeckAndShoulders) => Key::FindNeck,
        Criterion::Region(Region::LowBack) => Key::FindLowBack,
        Criterion::Region(Region::Hips) => Key::FindHips,
        Criterion::Region(Region::Legs) => Key::FindLegs,
        Criterion::NothingNeeded => Key::FindNothingNeeded,
        Criterion::Favourite => Key::FindFavourite,
        Criterion::NothingSore => Key::FindNothingSore,
        Criterion::NotLately => Key::FindNotLately,
    })
}
