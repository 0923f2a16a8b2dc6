//! The Learn pages: what each one is on, how it ends, and what it rests on.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;
use std::fs;

use toml::{Table, Value};
use unknot_core::domain::catalog::PoseId;
use unknot_core::i18n;
use unknot_core::i18n::learn::{Link, Naming, Page, pages, source};

fn page(slug: &str) -> &'static Page {
    pages().find(|page| page.slug == slug).unwrap_or_else(|| panic!("no page «{slug}»"))
}

/// All that a page says, in lower case, its title, headings and terms included.
fn text_of(page: &Page) -> String {
    let terms = page.terms.iter().map(|term| term.name);
    let headings = page.says.iter().map(|paragraph| paragraph.heading);
    let said = page.statements().map(|statement| statement.text);
    let all: Vec<_> = [page.title, page.line, page.guidelines]
        .into_iter()
        .chain(terms)
        .chain(headings)
        .chain(said)
        .collect();
    all.join("\n").to_lowercase()
}

/// What people are told, offered or sold for back pain, in the words in which they hear it, and
/// the page that has to say those words.
const TOPICS: [(&str, &[&str]); 32] = [
    ("back-pain", &["twelve weeks", "8 in 100", "women", "older", "20 to 33 in 100"]),
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
        let text = text_of(page(slug));
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

/// Whoever has read a page can do something in the app at once.
#[test]
fn each_page_leads_to_a_session_an_exercise_the_plan_for_flares_or_about_you() {
    let leads =
        |page: &Page| page.links.iter().any(|link| !matches!(link, Link::Page(_) | Link::Signs));
    let without: Vec<_> = pages().filter(|page| !leads(page)).map(|page| page.slug).collect();
    assert!(without.is_empty(), "{without:?}");
}

/// “Write down three things”, “Ask: what will get better?”.
#[test]
fn pages_that_ask_to_write_something_down_have_a_field_for_it() {
    for page in pages() {
        let tries: Vec<_> = page.tries.iter().map(|step| step.statement.text).collect();
        let tries = tries.join(" ");
        let asks = ["Write ", "note ", "Ask: ", "ask: ", "Ask two"];
        if asks.iter().any(|start| tries.contains(start)) {
            assert!(page.note, "{}: {tries}", page.slug);
        }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[test]
fn each_page_begins_with_its_points_in_two_or_three_lines() {
    for page in pages() {
        let slug = page.slug;
        assert!((2..=3).contains(&page.short.len()), "{slug} has {} points", page.short.len());
        let total: usize = page.short.iter().map(|point| words(point.text)).sum();
        assert!((10..=60).contains(&total), "{slug}: {total} words in short");
        // Said once.
        let texts: BTreeSet<_> = page.statements().map(|statement| statement.text).collect();
        assert_eq!(texts.len(), page.statements().count(), "{slug} says something twice");
    }
}

/// So many paragraphs stand without a heading at most.
const WITHOUT_HEADING: usize = 3;

#[test]
fn long_pages_have_headings_that_ask_what_people_ask() {
    for page in pages() {
        let slug = page.slug;
        let sections: Vec<_> = page.says.chunk_by(|_, next| next.heading.is_empty()).collect();
        for section in &sections {
            assert!(section.len() <= WITHOUT_HEADING, "{slug}: {}", section[0].statement.text);
        }
        let headings = page.says.iter().map(|paragraph| paragraph.heading);
        for heading in headings.filter(|heading| !heading.is_empty()) {
            assert!(heading.ends_with('?') && words(heading) <= 8, "{slug}: {heading}");
        }
        // A page has sections, or none; not a beginning and one section.
        assert!(sections.len() < 2 || !page.says[0].heading.is_empty(), "{slug}");
    }
}

/// “90 in 100” and “1 in 5” can't be compared without a sum.
#[test]
fn a_page_has_shares_of_one_denominator() {
    for page in pages() {
        let text = text_of(page);
        let words: Vec<_> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
        let is_number = |word: &str| word.parse::<u32>().is_ok();
        let shares = words
            .windows(3)
            .filter(|three| is_number(three[0]) && three[1] == "in" && is_number(three[2]));
        let of: BTreeSet<_> = shares.map(|three| three[2]).collect();
        assert!(of.len() <= 1, "{}: {of:?}", page.slug);
        let mixed = !of.is_empty()
            && ["out of ten", "one in", "per cent"].iter().any(|it| text.contains(it));
        assert!(!mixed, "{}", page.slug);
    }
}

#[test]
fn what_guidelines_say_is_told_in_a_sentence_and_has_an_actor() {
    for page in pages() {
        let slug = page.slug;
        assert_eq!(page.guidelines.is_empty(), page.stances.is_empty(), "{slug}");
        let text = text_of(page);
        for passive in [
            "may be offered",
            "can be considered",
            "should be considered",
            "is recommended",
            "are recommended",
            "is advised",
            "is not advised",
            "are not advised",
            "is allowed",
        ] {
            assert!(!text.contains(passive), "{slug}: “{passive}”");
        }
        for stance in &page.stances {
            let text = stance.statement.text;
            let verbless =
                ["Recommended", "Not ", "May ", "Only ", "Do not", "Named", "Counted", "Consider"];
            assert!(!verbless.iter().any(|start| text.starts_with(start)), "{slug}: {text}");
        }
    }
}

/// The terms of a page on medicines are their names.
#[test]
fn names_of_medicines_are_called_so() {
    let medicines: BTreeSet<_> =
        pages().filter(|page| page.naming == Naming::Medicines).map(|page| page.slug).collect();
    let expected = ["anti-inflammatories", "antidepressants", "opioids", "relaxants"];
    assert!(medicines.iter().copied().eq(expected), "{medicines:?}");
    assert!(pages().all(|page| page.naming == Naming::Words || !page.terms.is_empty()));
}

/// A statement that rests on no study has no number on its page, so that a number means that one can look it up.
#[test]
fn only_what_is_commonly_said_is_no_source_that_can_be_looked_up() {
    let all = (0..).map_while(source);
    let unnamed: Vec<_> = all.filter(|source| !source.is_named).collect();
    assert_eq!(unnamed.len(), 1);
    assert!(unnamed[0].name.contains("commonly say"), "{}", unnamed[0].name);
}

#[test]
fn pictures_are_beside_what_they_show() {
    let poses = |slug| -> Vec<_> {
        let page = page(slug);
        let all = page.says.iter().chain(&page.tries);
        all.filter_map(|paragraph| paragraph.pose).collect()
    };
    assert_eq!(page("lifting").tries[0].pose, Some(PoseId::BagLift));
    assert!(poses("lifting").contains(&PoseId::HipHinge));
    assert!(poses("sleep").contains(&PoseId::SideLyingPillow));
    for page in pages() {
        for pose in page.says.iter().chain(&page.tries).filter_map(|paragraph| paragraph.pose) {
            assert!(i18n::pose_page(pose).is_some(), "{}: {}", page.slug, pose.slug());
        }
    }
}

/// The source that stands for what is commonly said without a study.
const CONVENTION: &str = "convention";

/// What is offered for back pain has been reviewed, so a page on it rests on more than convention:
/// in its first point, and in at least one thing that it says.
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
        let first = &page["short"].as_array().unwrap()[0];
        assert!(studied(&first["sources"]), "the first point of {}", page["slug"]);
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
        let text = text_of(page);
        found.extend(
            FOREIGN.iter().filter(|foreign| text.contains(**foreign)).map(|f| (page.slug, *f)),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}
