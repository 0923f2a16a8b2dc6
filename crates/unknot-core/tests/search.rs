//! Searches the whole catalog.

use unknot_core::adaptation::{Fit, fit};
use unknot_core::domain::catalog::{PoseId, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::pose::Area;
use unknot_core::domain::routine::Place;
use unknot_core::domain::routine::{Effort, Routine, RoutineKind};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::settings::Slugs;
use unknot_core::search::{
    Criterion, Person, Query, Span, find, find_pages, find_poses, loosen, trouble,
};

fn slugs(query: &Query) -> Vec<&'static str> {
    find(query, &person()).iter().map(|routine| &*routine.slug).collect()
}

/// A person with a favourite routine, a sore pose and two recent routines.
fn person() -> Person {
    let [favourites, sore] = ["chair-only", "cat-cow"].map(|slug| Slugs::from_iter([slug]));
    let recent = vec!["desk-break-3".into(), "breath-awareness".into()];
    Person { favourites, sore, recent, ..Person::default() }
}

fn with_text(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

fn with_criteria(criteria: &[Criterion]) -> Query {
    Query { criteria: criteria.to_vec(), ..Query::default() }
}

#[test]
fn empty_query_returns_everything() {
    assert_eq!(slugs(&Query::default()).len(), routines().count());
    assert!(find_poses(" ").is_empty());
}

#[test]
fn matching_names_come_first() {
    let found = slugs(&with_text("desk"));
    assert_eq!(found[..2], ["desk-break-3", "desk-reset-5"]);
    let walking = slugs(&with_text("walk"));
    assert_eq!(walking[..2], ["walk-in-place", "indoor-walk-20"]);
    assert!(walking.contains(&"flare-gentle"), "it ends with a short walk");
}

#[test]
fn typing_errors_are_tolerated() {
    assert!(slugs(&with_text("brigde")).contains(&"core-stability"));
    assert!(slugs(&with_text("hamstirng")).contains(&"hips-hamstrings"));
    // Figure four, lying and sitting.
    assert_eq!(find_poses("figrue fuor").len(), 2);
    assert!(slugs(&with_text("xylophone")).is_empty());
}

#[test]
fn everyday_words_find_suitable_routines() {
    for (text, slug) in [
        ("low back", "evening-wind-down"),
        ("lower bak pain", "arch-ease-5"),
        ("stiff neck", "desk-break-3"),
        ("stif nek", "desk-reset-5"),
        ("meditaton", "breath-awareness"),
        ("streching", "yoga-gentle"),
        ("sleep", "evening-wind-down"),
        ("strength", "core-stability"),
        ("office", "desk-break-3"),
        ("bending hurts", "arch-ease-5"),
        ("evening bed", "flare-sos-5"),
        ("on a chair", "chair-only"),
        ("yoga xylophone", "yoga-full-20"),
    ] {
        let found = slugs(&with_text(text));
        assert!(found.contains(&slug), "{text}: {found:?}");
        assert!(found.len() < routines().count(), "{text}: {found:?}");
    }
}

#[test]
fn each_criterion_narrows_the_results() {
    for criterion in Criterion::ALL {
        let found = slugs(&with_criteria(&[criterion])).len();
        assert!(0 < found && found < routines().count(), "{criterion:?} finds {found}");
    }
}

#[test]
fn results_meet_one_criterion_of_each_kind() {
    let chair = Criterion::Place(Place::Chair);
    let bed = Criterion::Place(Place::Bed);
    let short = Criterion::Span(Span::Short);
    assert_eq!(
        slugs(&with_criteria(&[chair, short])),
        ["breathing-space", "desk-break-3", "desk-reset-5", "box-breathing", "478-five"]
    );
    let either = slugs(&with_criteria(&[chair, bed]));
    for criterion in [chair, bed] {
        assert!(slugs(&with_criteria(&[criterion])).iter().all(|slug| either.contains(slug)));
    }
    assert_eq!(slugs(&with_criteria(&[Criterion::Favourite])), ["chair-only"]);
    let not_sore = slugs(&with_criteria(&[Criterion::NothingSore]));
    assert!(!not_sore.contains(&"morning-mobility") && not_sore.contains(&"flare-sos-5"));
    let not_recent = slugs(&with_criteria(&[Criterion::NotRecent]));
    assert!(!not_recent.contains(&"desk-break-3") && not_recent.contains(&"desk-reset-5"));
}

#[test]
fn toggling_adds_and_removes_a_criterion() {
    let mut query = with_text("calf");
    query.toggle(Criterion::NothingNeeded);
    assert_eq!(query.criteria, [Criterion::NothingNeeded]);
    query.toggle(Criterion::NothingNeeded);
    assert_eq!(query, with_text("calf"));
}

#[test]
fn loosen_suggests_criteria_whose_removal_gives_results() {
    let (bed, long) = (Criterion::Place(Place::Bed), Criterion::Span(Span::Long));
    let query = with_criteria(&[bed, long]);
    assert!(slugs(&query).is_empty());
    assert_eq!(loosen(&query, &Person::default()), [bed, long]);
    // Removing only the place doesn't help.
    let query = with_criteria(&[bed, Criterion::Favourite]);
    assert_eq!(loosen(&query, &Person::default()), [Criterion::Favourite]);
    let hopeless = Query { text: "xylophone".to_owned(), ..query };
    assert!(loosen(&hopeless, &Person::default()).is_empty());
}

#[test]
fn typography_never_matters() {
    let typed = ["cat-cow", "child's pose", "4-7-8", "flare-up", "sit-to-stand", "downward dog"];
    for plain in typed {
        let (found, poses) = (slugs(&with_text(plain)), find_poses(plain));
        assert!(found.len() < routines().count() || !poses.is_empty(), "{plain}");
        for dash in ["–", "—", "-", "‐", "\u{2011}", "−", " - ", " ", "\u{a0}", "/"] {
            for quote in ["'", "’", "‘", "ʼ", "`", "´"] {
                let text = plain.replace('-', dash).replace('\'', quote);
                assert_eq!(find_poses(&text), poses, "{text:?}");
                assert_eq!(slugs(&with_text(&text)), found, "{text:?}");
            }
        }
        for text in [
            format!("“{plain}”"),
            format!(" {plain}… "),
            plain.to_uppercase(),
            format!("„{plain}“!"),
        ] {
            assert_eq!(
                (find_poses(&text), slugs(&with_text(&text))),
                (poses.clone(), found.clone()),
                "{text:?}"
            );
        }
    }
    for text in ["childs pose", "Childs’ pose", "chîld's pöse"] {
        assert_eq!(find_poses(text), find_poses("child's pose"), "{text}");
    }
    assert!(!find_poses("cat-cow").is_empty() && !find_poses("child's pose").is_empty());
}

#[test]
fn words_for_a_trouble_find_what_suits_it() {
    for (text, slug) in [
        ("slipped disc", "flare-sos-5"),
        ("slipped disk", "walk-in-place"),
        ("herniated disc", "arch-ease-5"),
        ("sciatica", "flare-sos-5"),
        ("sciatica", "walk-in-place"),
        ("sciatica", "leg-pain"),
        ("bending hurts", "find-direction"),
        ("osteoporosis", "bone-safe"),
        ("weak bones", "bone-safe"),
        ("pregnant", "pregnancy"),
        ("afraid of falling", "chair-only"),
        ("get up off the floor", "floor-and-up"),
        ("lifting", "lift-again"),
        ("carry shopping", "lift-again"),
        ("turn over in bed", "sleep-positions"),
        ("park", "outdoor-walk"),
        ("awake at night", "night-pain"),
        ("trapped nerve", "flare-sos-5"),
        ("pulled muscle", "flare-gentle"),
        ("lumbago", "morning-mobility"),
        ("arthritis", "chair-only"),
        ("stenosis", "bend-ease-5"),
        ("piriformis", "leg-pain"),
        ("hunchback", "posture-reset"),
        ("insomnia", "evening-wind-down"),
        ("anxiety", "breathing-space"),
    ] {
        let found = slugs(&with_text(text));
        assert!(found.contains(&slug), "{text}: {found:?}");
        assert!(found.len() <= 8, "{text}: {found:?}");
    }
    // Nothing that pulls on the nerve or bends far forward, and nothing that arches a narrow canal.
    let far =
        [PoseId::HamstringStrap, PoseId::ChildsPose, PoseId::DoubleKneeToChest, PoseId::DownDog];
    let arching = [PoseId::Sphinx, PoseId::PronePressUp];
    for (text, unsuitable) in [
        ("sciatica", &far[..]),
        ("slipped disc", &far),
        ("prolapse", &far),
        ("pinched nerve", &far),
        ("stenosis", &arching),
    ] {
        for routine in find(&with_text(text), &person()) {
            let has = |pose: &&PoseId| routine.steps.iter().any(|step| step.pose.base() == **pose);
            assert!(unsuitable.iter().find(has).is_none(), "{text}: {}", routine.slug);
        }
    }
}

#[test]
fn what_may_be_a_sign_is_recognised() {
    for text in [
        "numb",
        "Numbness between legs",
        "numb bum",
        "pins and needles",
        "weak leg",
        "my legs are weak",
        "leg gave way",
        "can't lift my foot",
        "foot drop",
        "bladder",
        "bladdr",
        "can’t pee",
        "wee",
        "wet myself",
        "bowels",
        "saddle",
        "cauda equina",
        "chest pain",
        "pain in my chest",
        "heart attack",
        "short of breath",
        "can't breathe",
        "fever",
        "night sweats",
        "losing weight",
        "cancer",
        "bad fall",
        "I fell",
        "broken vertebra",
        "swollen calf",
        "blood clot",
        "fainted",
        "stroke",
        "want to die",
        "suicidal",
    ] {
        assert!(trouble(text).is_alarm, "{text}");
    }
    for text in [
        "",
        "neck",
        "peer",
        "week",
        "feel",
        "fall asleep",
        "number",
        "warm up",
        "chest",
        "chest stretch",
        "leg",
        "weak core",
        "breath",
        "breathing",
        "weights",
        "lower back",
        "stiff back",
        "needle",
        "foot",
        "walking",
        "sleep",
        "osteoporosis",
        "sciatica",
    ] {
        assert!(!trouble(text).is_alarm, "{text}");
    }
}

#[test]
fn every_trouble_finds_a_few_sessions_that_suit_it() {
    let cautions = [
        ("osteoporosis", Caution::Osteoporosis),
        ("brittle bones", Caution::Osteoporosis),
        ("spinal stenosis", Caution::Stenosis),
        ("spondylolisthesis", Caution::Stenosis),
        ("hip replacement", Caution::Hip),
        ("bad knees", Caution::Knee),
        ("frozen shoulder", Caution::Shoulder),
        ("high blood pressure", Caution::BloodPressure),
        ("glaucoma", Caution::Glaucoma),
        ("pregnant", Caution::Pregnancy),
        ("pregnancy", Caution::Pregnancy),
        ("dizzy", Caution::Dizziness),
        ("unsteady", Caution::Balance),
        ("wheelchair", Caution::Floor),
        ("reflux", Caution::Reflux),
        ("sciatica", Caution::LegPain),
        ("slipped disc", Caution::LegPain),
        ("sore hip", Caution::SoreHip),
        ("asthma", Caution::Lungs),
    ];
    for (text, caution) in cautions {
        assert_eq!(trouble(text).cautions, Cautions::of(&[caution]), "{text}");
        let person = Settings { cautions: Cautions::of(&[caution]), ..Settings::default() };
        let found = find(&with_text(text), &Person::default());
        assert!((3..=8).contains(&found.len()), "{text} finds {}", found.len());
        let moves = |routine: &&&Routine| routine.kind == RoutineKind::Movement;
        assert!(found.iter().filter(moves).count() >= 3, "{text}");
        for routine in found {
            assert_ne!(fit(routine, &person), Fit::NotNow, "{text}: {}", routine.slug);
        }
    }
}

#[test]
fn who_was_operated_on_finds_what_is_quiet_and_reads_about_it() {
    let found = find(&with_text("after my operation"), &Person::default());
    assert!(!found.is_empty());
    assert!(found.iter().all(|routine| routine.kind != RoutineKind::Movement));
}

#[test]
fn pain_down_a_leg_never_finds_a_stretch_of_its_back_or_a_far_bend() {
    for text in [
        "sciatica",
        "sciatic nerve",
        "siatica",
        "leg pain",
        "pain down my leg",
        "my leg hurts",
        "shooting pain leg",
        "nerve pain",
        "trapped nerve",
        "slipped disc",
        "herniated disk",
        "bulging disc",
        "piriformis",
        "buttock pain",
        "numb leg",
        "tingling leg",
        "weak legs",
    ] {
        for routine in find(&with_text(text), &Person::default()) {
            for step in &routine.steps {
                let pose = step.pose.pose();
                assert!(!pose.cautions.has(Caution::Flexion), "{text}: {}", routine.slug);
                let stretches =
                    step.effort == Effort::Hold && pose.areas.contains(&Area::Hamstrings);
                assert!(!stretches, "{text}: {}", routine.slug);
            }
        }
    }
    let found = slugs(&with_text("sciatica"));
    assert!(found.len() >= 3 && found[0] == "leg-pain", "{found:?}");
}

#[test]
fn everyday_troubles_find_what_people_expect() {
    for (text, wanted, unwanted) in [
        ("can't sleep", "evening-wind-down", "walk-in-place"),
        ("insomnia", "body-scan", "walk-in-place"),
        ("bad night", "evening-wind-down", "core-stability"),
        ("timer", "silent-bells", "morning-mobility"),
        ("headache", "desk-break-3", "core-stability"),
        ("stiff neck", "desk-break-3", "core-stability"),
        ("stiff neck", "posture-reset", "in-bed-5"),
        ("lower back", "evening-wind-down", "breathing-space"),
        ("tailbone", "three-minute-reset", "desk-break-3"),
        ("coccyx", "walk-in-place", "desk-break-3"),
        ("back spasm", "flare-sos-5", "core-stability"),
        ("arthritis", "chair-only", "yoga-full-20"),
        ("how do I relax", "pmr", "core-stability"),
        ("stress", "breath-awareness", "core-stability"),
    ] {
        let found = slugs(&with_text(text));
        assert!(found.contains(&wanted), "{text}: {found:?}");
        assert!(!found.contains(&unwanted), "{text}: {found:?}");
    }
}

#[test]
fn what_a_person_said_narrows_a_trouble_further() {
    let floor = Person { cautions: Cautions::of(&[Caution::Floor]), ..Person::default() };
    let settings = Settings { cautions: floor.cautions, ..Settings::default() };
    for text in ["sciatica", "osteoporosis"] {
        let found = find(&with_text(text), &floor);
        assert!(found.len() >= 3, "{text}");
        for routine in found {
            assert_ne!(fit(routine, &settings), Fit::NotNow, "{text}: {}", routine.slug);
        }
    }
}

#[test]
fn pages_of_learn_are_found_by_what_people_call_things() {
    for (text, slug) in [
        ("ibuprofen", "anti-inflammatories"),
        ("tramadol", "opioids"),
        ("gabapentin", "antidepressants"),
        ("epidural", "injections"),
        ("laminectomy", "surgery"),
        ("chiropractor", "manipulation"),
        ("dry needling", "acupuncture"),
        ("tens", "passive"),
        ("arthritis", "back-pain"),
        ("after my operation", "surgery"),
        ("mattress", "daily-life"),
    ] {
        let found: Vec<_> = find_pages(text).iter().map(|page| page.slug).collect();
        assert!(found.contains(&slug), "{text}: {found:?}");
        assert!(found.len() <= 3, "{text}: {found:?}");
    }
    assert!(find_pages("").is_empty() && find_pages("xylophone").is_empty());
}

#[test]
fn all_that_a_page_of_learn_says_is_searched() {
    for (text, slug) in [
        // What only stands among the words that people meet,
        ("spondyloarthritis", "report-words"),
        ("co-codamol", "opioids"),
        ("oxycontin", "opioids"),
        ("robaxin", "relaxants"),
        ("interferential", "passive"),
        ("dry mouth", "antidepressants"),
        // what to beware of,
        ("black stools", "anti-inflammatories"),
        ("pacemaker", "passive"),
        ("braking", "work"),
        // and what to try.
        ("sweet drink", "food"),
        ("fridge", "flare-ups"),
        ("weeding", "pacing"),
    ] {
        let found: Vec<_> = find_pages(text).iter().map(|page| page.slug).collect();
        assert!(found.contains(&slug), "{text}: {found:?}");
        assert!(found.len() <= 3, "{text}: {found:?}");
    }
}

#[test]
fn swimming_and_cycling_lead_to_the_page_that_says_how() {
    for text in ["swimming", "swim", "pool", "cycling", "bike", "bicycle", "exercise bike"] {
        let found = find_pages(text);
        let page = found.iter().find(|page| page.slug == "exercise");
        let page = page.unwrap_or_else(|| panic!("{text}: no page on exercise"));
        let said: Vec<_> = page.statements().map(|it| it.text.to_lowercase()).collect();
        let says = |what: &str| said.iter().any(|it| it.contains(what));
        assert!(says("swimming") && says("cycling"), "{text}: {said:?}");
    }
}
