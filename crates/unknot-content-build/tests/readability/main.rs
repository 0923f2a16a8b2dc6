//! Texts are in plain English: checks the Flesch-Kincaid grade of each passage, and the length of
//! each sentence.
//!
//! The grade is 0.39 × words ÷ sentences + 11.8 × syllables ÷ words − 15.59 (Kincaid, Fishburne,
//! Rogers and Chissom 1975). The limit is 7, a reading age of about twelve. The formula was made
//! for passages and is meaningless for a button with two words, so texts that are read together
//! make one passage:
//!
//! * a pose's page, a variation, a routine's summary and note, an article;
//! * the guidance of a meditation, in every wording;
//! * the sentences of a table of the interface;
//! * and any text that is long enough by itself, so that a plain page can't hide a hard caution.
//!   (Paragraphs of articles are measured only as part of their article.)
//!
//! Shorter passages are joined with others of their table, or with other small tables. An average
//! hides long sentences, so they have a limit of their own.
#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

mod pack;
mod passage;
mod syllables;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use pack::{all_texts, passages};
use passage::{Text, sentences, words};

/// The highest grade of a passage.
const GRADE: f64 = 7.0;
/// The largest number of words in a sentence.
const SENTENCE: usize = 22;

/// Passages that may be harder, by the start of their names, each with its reason.
const HARD_PASSAGES: &[(&str, &str)] = &[];

/// Sentences that may be longer, by how they start, each with its reason.
const LONG_SENTENCES: &[(&str, &str)] = &[];

/// Phrases that short words and short sentences don't keep out: they are translated, and a native
/// speaker stumbles over them. Each with what to say in its place.
const TRANSLATED: [(&str, &str); 23] = [
    ("short breath", "can't get your breath"),
    ("carries you", "holds you up"),
    ("what carries", "what holds you up"),
    ("speaks up", "if you notice your back"),
    ("attention grow", "now notice your whole body"),
    ("only breathe", "just breathe"),
    ("held against", "checked against"),
    ("after mcgill", "based on"),
    ("after the american", "based on"),
    ("go on with it", "carry on"),
    ("replaced hip", "a hip replacement"),
    ("free wall", "a clear stretch of wall"),
    ("pieces of", "at a time"),
    ("ask first", "ask your doctor or physio first"),
    ("as wide as your hips", "hip-width apart"),
    ("knee soft", "a little bent"),
    ("knees soft", "a little bent"),
    ("leg long", "straight"),
    ("your range", "keep the move small and easy"),
    ("body makes a line", "your body is straight"),
    ("need not", "don't have to"),
    ("needn't", "don't have to"),
    ("eyes level", "chin level"),
];

/// Fails if something exceeds a limit without an exception, or if an exception is no longer needed.
fn check(over: &[(String, String)], exceptions: &[(&str, &str)]) {
    let is_excepted = |name: &str| exceptions.iter().any(|(start, _)| name.starts_with(start));
    let mut report = String::new();
    for (name, what) in over.iter().filter(|(name, _)| !is_excepted(name)) {
        let _ = writeln!(report, "{name} ({what})");
    }
    for (start, reason) in exceptions {
        if !over.iter().any(|(name, _)| name.starts_with(start)) {
            let _ = writeln!(report, "{start}: the exception is no longer needed ({reason})");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn passages_are_at_most_of_grade_seven() {
    let mut passages: Vec<_> =
        passages().into_iter().map(|passage| (passage.grade(), passage)).collect();
    passages.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    for (grade, passage) in &passages {
        println!("{grade:5.1} {}", passage.name);
    }
    let over = passages.iter().take_while(|(grade, _)| *grade > GRADE);
    let over: Vec<_> = over
        .map(|(grade, passage)| {
            (passage.name.clone(), format!("grade {grade:.1}: {}", passage.hardest()))
        })
        .collect();
    check(&over, HARD_PASSAGES);
}

#[test]
fn sentences_are_at_most_22_words_long() {
    let mut over = Vec::new();
    for Text { place, text } in all_texts() {
        for sentence in sentences(&text) {
            let count = words(sentence).count();
            if count > SENTENCE {
                over.push((sentence.to_owned(), format!("{count} words, {place}")));
            }
        }
    }
    check(&over, LONG_SENTENCES);
}

#[test]
fn no_phrase_reads_as_translated() {
    let mut found = String::new();
    for Text { place, text } in all_texts() {
        let text = text.to_lowercase();
        for (phrase, plain) in TRANSLATED {
            if text.contains(phrase) {
                let _ = writeln!(found, "{place}: “{phrase}”, better “{plain}”: {text}");
            }
        }
    }
    assert!(found.is_empty(), "\n{found}");
}

#[test]
fn every_sentence_of_the_pack_belongs_to_a_passage() {
    let passages = passages();
    let measured: BTreeSet<_> =
        passages.iter().flat_map(|passage| &passage.texts).map(|text| &text.place).collect();
    let all = all_texts();
    let lost: Vec<_> =
        all.iter().filter(|text| !text.is_label() && !measured.contains(&text.place)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    assert!(passages.len() > 100 && all.len() > 1000, "{} of {}", passages.len(), all.len());
}

#[test]
#[should_panic(expected = "the exception is no longer needed")]
fn unneeded_exceptions_fail() {
    check(&[], &[("safety", "once it was hard")]);
}
