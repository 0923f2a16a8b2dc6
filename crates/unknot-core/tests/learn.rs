//! The Learn pages: what each one is on, how it ends, and what it rests on.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;
use std::fs;

use toml::{Table, Value};
use unknot_core::i18n;
use unknot_core::i18n::learn::{Link, Page, pages};

fn page(slug: &str) -> Page {
    pages().find(|page| page.slug == slug).unwrap_or_else(|| panic!("no page «{slug}»"))
}

/// All that a page says, in lower case, its title and terms included.
fn text_of(page: &Page) -> String {
    let terms = page.terms.iter().map(|term| term.name);
    let said = page.statements().map(|statement| statement.text);
    let all: Vec<_> = [page.title, page.line].into_iter().chain(terms).chain(said).collect();
    all.join("\n").to_lowercase()
}

/// What people are told, offered or sold for back pain, in the words in which they hear it, and
/// the page that has to say those words.
const TOPICS: [(&str, &[&str]); 32] = [
    ("back-pain", &["twelve weeks", "1 in 13", "women", "older", "1 in 5"]),
    (
        "report-words",
        &[
            "bulge",
            "slipped",
            "prolapsed",
            "herniated",
            "degenerative disc",
            "stenosis",
            "spondylolisthesis",
            "arthritis",
            "facet",
            "sacroiliac",
            "compression fracture",
            "inflammatory back pain",
            "sciatica",
        ],
    ),
    ("hurt-and-harm", &["damage", "next morning", "up to 5"]),
    ("flare-ups", &["two weeks", "every hour"]),
    ("second-opinion", &["surgery", "no single cause"]),
    ("exercise", &["stretching alone", "strength", "pilates", "physiotherapist"]),
    ("walking", &["five minutes", "30 minutes", "talk"]),
    ("progression", &["one thing", "one more minute"]),
    ("direction", &["forward", "back", "down the leg"]),
    ("yoga", &["chair", "teacher"]),
    ("meditation", &["342 people", "morning"]),
    ("daily-life", &["mood", "smok", "bed"]),
    ("pacing", &["example", "break"]),
    ("lifting", &["bag", "hips", "carry"]),
    ("floor", &["chair", "knee", "roll"]),
    ("sleep", &["pillow", "between your knees", "mattress"]),
    ("work", &["driv", "employer", "screen"]),
    ("posture", &["brace", "corset"]),
    ("food", &["dietitian", "fruit", "sugar", "ready-made", "herb"]),
    ("heat-ice", &["heat", "ice", "towel"]),
    ("passive", &["tens", "electric", "pads", "ultrasound", "traction", "interferential", "tape"]),
    ("anti-inflammatories", &["ibuprofen", "naproxen", "diclofenac", "celecoxib", "nsaid"]),
    ("paracetamol", &["acetaminophen", "liver"]),
    ("relaxants", &["cyclobenzaprine", "methocarbamol", "tizanidine", "diazepam"]),
    ("opioids", &["codeine", "tramadol", "oxycodone", "morphine", "suddenly"]),
    (
        "antidepressants",
        &["amitriptyline", "nortriptyline", "duloxetine", "gabapentin", "pregabalin"],
    ),
    (
        "injections",
        &[
            "epidural steroid injection",
            "facet",
            "medial branch block",
            "radiofrequency ablation",
            "find",
            "infection",
        ],
    ),
    (
        "surgery",
        &[
            "discectomy",
            "microdiscectomy",
            "laminectomy",
            "foraminotomy",
            "fusion",
            "disc replacement",
            "vertebroplasty",
            "kyphoplasty",
            "idet",
            "blood clots",
            "second opinion",
        ],
    ),
    ("acupuncture", &["dry needling", "chi", "sham"]),
    ("manipulation", &["chiropractor", "osteopath", "mobilisation"]),
    ("massage", &["short"]),
    ("about-unknot", &["guideline", "no trial", "physiotherapist", "can’t find the cause"]),
];

#[test]
fn each_topic_is_on_its_page_in_the_words_that_people_hear() {
    let mut missing = Vec::new();
    for (slug, words) in TOPICS {
        let text = text_of(&page(slug));
        missing.extend(words.iter().filter(|word| !text.contains(**word)).map(|w| (slug, *w)));
    }
    assert!(missing.is_empty(), "{missing:#?}");
    let listed: BTreeSet<_> = TOPICS.iter().map(|(slug, _)| *slug).collect();
    let unlisted: Vec<_> = pages().map(|page| page.slug).filter(|s| !listed.contains(s)).collect();
    assert!(unlisted.is_empty(), "pages that the test doesn't know: {unlisted:?}");
}

#[test]
fn each_page_ends_with_something_to_do_and_where_to_go() {
    for page in pages() {
        let slug = page.slug;
        assert!((1..=8).contains(&page.tries.len()), "{slug} has {} steps", page.tries.len());
        assert!((1..=4).contains(&page.links.len()), "{slug} has {} links", page.links.len());
        for link in &page.links {
            match *link {
                Link::Routine(routine) => assert!(i18n::routine(routine).is_some(), "{slug}"),
                Link::Page(other) => {
                    assert!(other != slug && pages().any(|page| page.slug == other), "{slug}");
                }
                Link::Pose(pose) => assert!(i18n::pose_page(pose).is_some(), "{slug}"),
                Link::AboutYou | Link::Flare | Link::Signs => {}
            }
        }
    }
}

/// Pages that can be reached from others besides the list.
#[test]
fn half_of_the_pages_lead_to_a_session() {
    let leads = |page: &Page| page.links.iter().any(|link| matches!(link, Link::Routine(_)));
    let (all, with) = (pages().count(), pages().filter(leads).count());
    assert!(with * 2 >= all, "{with} of {all}");
}

/// The source that stands for what is commonly said without a study.
const CONVENTION: &str = "convention";

/// What is offered for back pain has been reviewed, so a page on it rests on more than convention:
/// in its lead, and in at least one thing that it says.
#[test]
fn pages_on_treatments_rest_on_studies() {
    let learn: Table =
        toml::from_str(&fs::read_to_string("../unknot-content/data/learn.toml").unwrap()).unwrap();
    let studied = |sources: &Value| {
        sources.as_array().unwrap().iter().any(|source| source.as_str() != Some(CONVENTION))
    };
    for page in learn["page"].as_array().unwrap() {
        let group = page["group"].as_str().unwrap();
        if !["first", "offered"].contains(&group) {
            continue;
        }
        assert!(studied(&page["lead"]), "the lead of {}", page["slug"]);
        let says = page["say"].as_array().unwrap();
        assert!(says.iter().any(|say| studied(&say["sources"])), "{}", page["slug"]);
    }
}

/// Phrases that a native speaker wouldn't use, or that only a database would.
const FOREIGN: [&str; 16] = [
    "how sure this is",
    "ask first with",
    "strong pain",
    "new discs",
    "special clinics",
    "changes of age",
    "with who ",
    "is told in",
    "goes on with",
    "above all with",
    "carries you",
    "short breath",
    "no sooner",
    "let your",
    "of note",
    "held against",
];

#[test]
fn pages_are_in_plain_english() {
    let mut found = Vec::new();
    for page in pages() {
        let text = text_of(&page) + &page.differ.to_lowercase();
        found.extend(
            FOREIGN.iter().filter(|foreign| text.contains(**foreign)).map(|f| (page.slug, *f)),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}
