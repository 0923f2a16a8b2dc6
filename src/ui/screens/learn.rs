//! Learning: short pages on back pain and on what is offered for it, each statement with its sources.

use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Element, Fragment, el};
use crate::ui::components::button::link;
use crate::ui::components::later::LaterScreen;
use crate::ui::components::sources::Sources;
use crate::ui::components::title::title;
use crate::ui::screens::missing::missing;
use crate::words::learn::{Group, Guideline, Page, pages, stances, statements};
use crate::words::{Key, text};

/// The list of pages.
pub(crate) fn learn(app: App) -> LaterScreen {
    Box::new(move || list(app))
}

/// A page.
pub(crate) fn learn_page(app: App, slug: String) -> LaterScreen {
    Box::new(move || match pages().find(|page| page.slug == slug) {
        Some(page) => of(app, &page),
        None => missing(app, Key::ErrorNowhere)(),
    })
}

fn list(app: App) -> Fragment {
    let mut screen = Fragment::new()
        .child(title(app, text(Key::LearnPageTitle)))
        .child(el("p", "").text(text(Key::LearnPageLead)));
    for group in Group::ALL {
        let heading = text(match group {
            Group::Pain => Key::LearnPagePain,
            Group::First => Key::LearnPageFirst,
            Group::Offered => Key::LearnPageOffered,
            Group::Daily => Key::LearnPageDaily,
        });
        let rows = pages().filter(|page| page.group == group).map(|page| row(&page));
        screen = screen
            .child(el("h2", "").text(heading))
            .child(el("ul", "list").children(rows.collect::<Vec<_>>()));
    }
    screen
        .child(link("button", &Route::Safety.href(), Key::LearnPageSafety))
        .child(el("p", "soft").text(text(Key::LearnPageInfo)))
}

fn row(page: &Page) -> Element {
    let words = el("div", "card__words")
        .child(el("h3", "").text(page.title))
        .child(el("p", "soft").text(page.line));
    let href = Route::LearnPage(page.slug.to_owned()).href();
    el("li", "").child(el("a", "card card--link").attribute("href", &href).child(words))
}

fn of(app: App, page: &Page) -> Fragment {
    let mut sources = Sources::default();
    let lead = sources.say("strong", &page.lead);
    let said: Vec<_> =
        statements(page.slug).iter().map(|statement| sources.say("p", statement)).collect();
    let stances: Vec<_> = stances(page.slug)
        .iter()
        .map(|(guideline, stance)| {
            let who = el("strong", "").text(text(match guideline {
                Guideline::Acp => Key::LearnPageAcp,
                Guideline::Nice => Key::LearnPageNice,
                Guideline::Who => Key::LearnPageWho,
            }));
            el("li", "").child(who).child(sources.say("p", stance))
        })
        .collect();
    let mut screen = Fragment::new()
        .child(link("link link--back", &Route::Learn.href(), Key::LearnPageTitle))
        .child(title(app, page.title))
        .child(el("p", "").child(lead))
        .child(said.into_iter().collect::<Fragment>());
    if !stances.is_empty() {
        let mut card = el("section", "card").child(el("h2", "").text(text(Key::LearnPageStances)));
        if !page.differ.is_empty() {
            card = card.child(el("p", "").text(page.differ));
        }
        screen = screen.child(card.child(el("ul", "list").children(stances)));
    }
    screen.child(sources.list()).child(el("p", "soft").text(text(Key::LearnPageInfo)))
}
