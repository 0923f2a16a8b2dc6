//! All texts are plain: the Flesch-Kincaid grade of each passage, and the length of each sentence.
//!
//! The grade is 0.39 × words ÷ sentences + 11.8 × syllables ÷ words − 15.59 (Kincaid, Fishburne,
//! Rogers and Chissom 1975), and the target is 7: a reading age of about twelve. It was made for
//! passages, and says nothing of a button with two words on it. So what a person reads together is
//! one passage:
//!
//! * a pose's page, a variation, a routine's summary and note, a page to learn from;
//! * all that one meditation may say, in every wording;
//! * the sentences of one table of the interface;
//! * and any text that is long enough by itself, so that a plain page can't hide a hard caution
//!   (but for the paragraphs of a page to learn from, which is one text).
//!
//! What is shorter than [`PASSAGE`] is joined with others of its table, or with other small tables.
//! An average hides single sentences, so these have a limit of their own.
#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// The highest grade of a passage.
const GRADE: f64 = 7.0;
/// The most words of a sentence.
const SENTENCE: usize = 22;
/// The fewest words of a passage: one long word in thirty moves the grade by one, in ten by three.
const PASSAGE: usize = 30;
/// A text of so many words and without a full stop is a label. Labels would flatter the average.
const LABEL: usize = 5;

/// Passages that may be harder, each with its reason. What has become plain enough has to go.
const HARD_PASSAGES: &[(&str, &str)] = &[];

/// Sentences that may be longer, by how they begin, each with its reason.
const LONG_SENTENCES: &[(&str, &str)] = &[];

/// What nobody reads as a text: words to search by, names in Sanskrit, and those of books and trials.
const NOT_READ: [&str; 3] = ["finds", "sanskrit", "source"];

// Syllables.

/// Words that the rules count wrongly, and that the pack uses or may well use.
const IRREGULAR: [(&str, usize); 44] = [
    ("ache", 1),
    ("aches", 1),
    ("anyone", 3),
    ("area", 3),
    ("areas", 3),
    ("business", 2),
    ("centimetre", 4),
    ("centimetres", 4),
    ("create", 2),
    ("created", 3),
    ("element", 3),
    ("evening", 2),
    ("evenings", 2),
    ("everyone", 3),
    ("eye", 1),
    ("eyelids", 2),
    ("eyes", 1),
    ("forehead", 2),
    ("guideline", 2),
    ("guidelines", 2),
    ("headaches", 2),
    ("hundred", 2),
    ("idea", 3),
    ("ideas", 3),
    ("lifestyle", 2),
    ("maybe", 2),
    ("mcgill", 2),
    ("mckenzie", 3),
    ("metre", 2),
    ("metres", 2),
    ("million", 2),
    ("oneself", 2),
    ("people", 2),
    ("reality", 4),
    ("science", 2),
    ("scientist", 3),
    ("scientists", 3),
    ("themselves", 2),
    ("therefore", 2),
    ("tongue", 1),
    ("vegetable", 4),
    ("vegetables", 4),
    ("w", 3),
    ("whoever", 3),
];

/// The syllables of a word; parts with a hyphen between them are counted each by itself.
fn syllables(word: &str) -> usize {
    let word = word.replace('’', "'");
    let parts = word.split(|c: char| !c.is_alphanumeric() && c != '\'');
    parts.filter(|part| !part.is_empty()).map(syllables_of_part).sum::<usize>().max(1)
}

fn syllables_of_part(part: &str) -> usize {
    if let Ok(number) = part.parse() {
        return spoken_number(number);
    }
    let word = part.to_lowercase();
    // «doesn't» has one more than «does», and «don't» has not.
    let negation = ["dn't", "sn't", "tn't"].iter().any(|end| word.ends_with(end));
    let (stem, _) = word.split_once('\'').unwrap_or((&word, ""));
    let irregular = IRREGULAR.iter().find(|(irregular, _)| *irregular == stem);
    irregular.map_or_else(|| by_rules(stem), |(_, count)| *count) + usize::from(negation)
}

/// The syllables of a number that is read out.
fn spoken_number(number: usize) -> usize {
    let rest = |rest| if rest == 0 { 0 } else { spoken_number(rest) };
    match number {
        1..=6 | 8..=10 | 12 => 1,
        11 | 17 | 70 => 3,
        0 | 7 | 13..=16 | 18..=20 | 30 | 40 | 50 | 60 | 80 | 90 => 2,
        21..=99 => spoken_number(number / 10 * 10) + spoken_number(number % 10),
        100..=999 => spoken_number(number / 100) + 2 + rest(number % 100),
        1000.. => spoken_number(number / 1000) + 2 + rest(number % 1000),
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Groups of vowels, more where a group is two sounds, and fewer where an «e» is silent.
fn by_rules(word: &str) -> usize {
    let word: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    let letters = word.as_bytes();
    let sounds = |at: usize| {
        // «yes» and «player» have a consonant there.
        let glides = letters[at] == b'y'
            && letters.get(at + 1).is_some_and(|&next| is_vowel(next) && next != b'i')
            && (at == 0 || is_vowel(letters[at - 1]));
        is_vowel(letters[at]) && !glides
    };
    let groups = (0..letters.len()).filter(|&at| sounds(at) && (at == 0 || !sounds(at - 1)));
    (groups.count() + parted(&word)).saturating_sub(silent(&word)).max(1)
}

/// Vowels that stand together and are two syllables, and consonants that are one.
fn parted(word: &str) -> usize {
    const PAIRS: [&str; 8] = ["eo", "ia", "ien", "iet", "io", "iu", "ua", "uou"];
    /// The same letters, and yet one sound.
    const ONE: [&str; 21] = [
        "algia", "cial", "cian", "cien", "cion", "cious", "friend", "geon", "gion", "gious", "gua",
        "qua", "shion", "sion", "tial", "tian", "tien", "tion", "tious", "viour", "xious",
    ];
    /// «being», «easier», «rhythm».
    const ENDS: [&str; 8] = ["eing", "ier", "iest", "oing", "sm", "thm", "uing", "ying"];
    let count = |parts: &[&str]| parts.iter().map(|part| word.matches(part).count()).sum::<usize>();
    let ends = ENDS.iter().filter(|end| word.ends_with(*end)).count();
    count(&PAIRS).saturating_sub(count(&ONE)) + ends
}

/// How many of a word's «e» are silent: in «rule», «rules», «ruled», «safely», «every».
fn silent(word: &str) -> usize {
    /// What may follow a silent «e» inside a word.
    const TAILS: [&str; 15] = [
        "body", "ful", "fully", "how", "less", "ly", "ment", "ments", "ness", "one", "thing",
        "times", "ty", "ways", "where",
    ];
    // Whether a silent «e» is all that comes before these letters; and the sound before it.
    let quiet = |tail: &str| {
        let head = word.strip_suffix(tail)?.strip_suffix('e')?.as_bytes();
        let (&sound, before) = head.split_last()?;
        // «table» and «settled», but not «whole», «curled» and «called».
        let is_heard = sound == b'l'
            && before.last().is_some_and(|&letter| !is_vowel(letter) && !b"lr".contains(&letter));
        (!is_vowel(sound) && !is_heard).then_some(sound)
    };
    let hissing = ["ches", "shes"].iter().any(|end| word.ends_with(end));
    let last = quiet("").is_some()
        || quiet("s").is_some_and(|sound| !b"cgsxz".contains(&sound) && !hissing)
        || quiet("d").is_some_and(|sound| !b"dt".contains(&sound));
    let inside = TAILS.iter().any(|tail| word.len() > tail.len() + 2 && quiet(tail).is_some());
    usize::from(last) + usize::from(inside) + usize::from(word.starts_with("every"))
}

// Passages.

/// A text of the pack, and where it stands in it.
#[derive(Clone, Debug)]
struct Text {
    place: String,
    text: String,
}

/// What is read together.
#[derive(Debug)]
struct Passage {
    name: String,
    texts: Vec<Text>,
}

impl Passage {
    /// A passage of those texts that are more than labels.
    fn new(name: &str, mut texts: Vec<Text>) -> Self {
        texts.retain(|text| !text.is_label());
        Self { name: name.to_owned(), texts }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().flat_map(|text| words(&text.text))
    }

    fn sentences(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().flat_map(|text| sentences(&text.text))
    }

    /// The grade by Flesch and Kincaid.
    fn grade(&self) -> f64 {
        let syllables = self.words().map(syllables).sum();
        let [words, sentences, syllables] =
            [self.words().count(), self.sentences().count(), syllables]
                .map(|count| f64::from(u32::try_from(count).unwrap()));
        0.39 * words / sentences + 11.8 * syllables / words - 15.59
    }

    /// Where to begin: its longest sentence and its longest words.
    fn hardest(&self) -> String {
        let sentence = self.sentences().max_by_key(|sentence| words(sentence).count());
        let mut long: Vec<_> = self.words().filter(|word| syllables(word) > 2).collect();
        long.sort_by_key(|word| Reverse(syllables(word)));
        long.truncate(8);
        format!("«{}», {}", sentence.unwrap_or_default(), long.join(" "))
    }
}

impl Text {
    fn is_label(&self) -> bool {
        let ended = self.text.ends_with(['.', '?', '!', '…', ':']);
        !ended && words(&self.text).count() <= LABEL
    }
}

/// The words of a text; a place to fill counts as its name.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
}

/// The sentences of a text. No colon or semicolon ends one: that is the stricter way to count.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let marks = text.match_indices(['.', '?', '!', '…']).map(|(at, mark)| at + mark.len());
    for end in marks.chain([text.len()]) {
        // The point in «5.5» ends nothing.
        let ended = !text[end..].starts_with(char::is_alphanumeric);
        if ended && text[start..end].contains(char::is_alphanumeric) {
            sentences.push(text[start..end].trim());
            start = end;
        }
    }
    sentences
}

fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The English pack, table by table: `en.toml` and all that is in `en/`.
fn pack() -> BTreeMap<String, Value> {
    let mut paths = vec![at_root("../unknot-content/data/words/en.toml")];
    if let Ok(entries) = fs::read_dir(at_root("../unknot-content/data/words/en")) {
        let more = entries.map(|entry| entry.unwrap().path());
        paths.extend(more.filter(|path| path.extension().is_some_and(|end| end == "toml")));
    }
    let mut pack: BTreeMap<String, Table> = BTreeMap::new();
    for (name, table) in paths.iter().flat_map(|path| read(path)) {
        let Value::Table(table) = table else { panic!("{name} is in no table") };
        pack.entry(name).or_default().extend(table);
    }
    let read = pack.into_iter().filter(|(name, _)| !NOT_READ.contains(&name.as_str()));
    read.map(|(name, table)| (name, Value::Table(table))).collect()
}

/// All texts in a value, whatever holds them.
fn texts(place: &str, value: &Value) -> Vec<Text> {
    match value {
        Value::String(text) => vec![Text { place: place.to_owned(), text: text.clone() }],
        Value::Array(values) => values.iter().flat_map(|value| texts(place, value)).collect(),
        Value::Table(table) => {
            let read = table.iter().filter(|(name, _)| !NOT_READ.contains(&name.as_str()));
            read.flat_map(|(name, value)| texts(&format!("{place}.{name}"), value)).collect()
        }
        _ => Vec::new(),
    }
}

fn all_texts() -> Vec<Text> {
    pack().iter().flat_map(|(name, table)| texts(name, table)).collect()
}

/// What each session may say in its rests, as the catalog has it.
fn guidance(guide: &Value) -> Vec<Passage> {
    fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
        value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
    let catalog = Value::Table(read(&at_root("../unknot-content/data/routines.toml")));
    let passages = list(&catalog, "routine").iter().map(|routine| {
        let lines = list(routine, "steps").iter().flat_map(|step| list(step, "rest"));
        let said = lines.map(|line| line["say"].as_str().unwrap());
        let said = said.flat_map(|line| texts(&format!("guide.{line}"), &guide[line])).collect();
        Passage::new(&format!("guidance of {}", routine["slug"].as_str().unwrap()), said)
    });
    passages.collect()
}

/// The passages of a table: its pages, or all of it.
fn passages_of(name: &str, table: &Value) -> Vec<Passage> {
    match (name, table) {
        ("guide", _) => guidance(table),
        ("pose" | "variation" | "routine" | "learn", Value::Table(pages)) => {
            let pages = pages.iter().map(|(slug, page)| (format!("{name}.{slug}"), page));
            pages.map(|(place, page)| Passage::new(&place, texts(&place, page))).collect()
        }
        _ => vec![Passage::new(name, texts(name, table))],
    }
}

/// Makes one passage of those that are too short.
fn joined(passages: Vec<Passage>, name: &str) -> Vec<Passage> {
    let long = |passage: &Passage| passage.words().count() >= PASSAGE;
    let (mut passages, short): (Vec<_>, Vec<_>) = passages.into_iter().partition(long);
    let texts: Vec<_> = short.into_iter().flat_map(|passage| passage.texts).collect();
    if !texts.is_empty() {
        passages.push(Passage { name: name.to_owned(), texts });
    }
    passages
}

/// All that is measured.
fn passages() -> Vec<Passage> {
    let pack = pack();
    let tables = pack.iter().flat_map(|(name, table)| {
        joined(passages_of(name, table), &format!("{name}: what is short"))
    });
    let mut passages = joined(tables.collect(), "short tables");
    let texts = all_texts().into_iter().filter(|text| !text.place.starts_with("learn."));
    passages.extend(
        texts
            .filter(|text| words(&text.text).count() >= PASSAGE)
            .map(|text| Passage { name: format!("{} alone", text.place), texts: vec![text] }),
    );
    passages
}

/// Fails with what is over a limit and no exception, and with exceptions that nothing needs.
fn check(over: &[(String, String)], exceptions: &[(&str, &str)]) {
    let is_excepted = |name: &str| exceptions.iter().any(|(start, _)| name.starts_with(start));
    let mut report = String::new();
    for (name, what) in over.iter().filter(|(name, _)| !is_excepted(name)) {
        let _ = writeln!(report, "{name} ({what})");
    }
    for (start, reason) in exceptions {
        if !over.iter().any(|(name, _)| name.starts_with(start)) {
            let _ = writeln!(report, "{start}: no longer an exception ({reason})");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn no_passage_is_above_the_seventh_grade() {
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
fn no_sentence_is_too_long() {
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

/// A table that is made into pages or lines loses none of its sentences on the way.
#[test]
fn every_sentence_of_the_pack_is_in_a_passage() {
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
fn sentences_end_at_a_mark_and_not_in_a_number() {
    let text = "Breathe at 5.5 a minute, or not: as you like. Lost count? Begin again";
    assert_eq!(
        sentences(text),
        ["Breathe at 5.5 a minute, or not: as you like.", "Lost count?", "Begin again"]
    );
}

#[test]
fn the_grade_is_as_published() {
    let text = "A sore back needs movement. Go slowly, and stop when you need to.";
    let text = Text { place: String::new(), text: text.to_owned() };
    let passage = Passage::new("", vec![text]);
    // Thirteen words in two sentences, with fifteen syllables.
    let expected = 0.39 * 13.0 / 2.0 + 11.8 * 15.0 / 13.0 - 15.59;
    assert!((passage.grade() - expected).abs() < 1e-9, "{}", passage.grade());
}

/// Words with known counts. Against the CMU Pronouncing Dictionary, of the 1,040 words of the pack
/// that it knew when this was written only «drawer» is another count, and of about a thousand words
/// of the documentation 16 are.
#[test]
fn syllables_are_counted_as_they_are_spoken() {
    const KNOWN: [&str; 6] = [
        "ached aches bones breathe breathed calves change comes curled don't eased edge eye eyes \
         heart hour knees loose pulled reached rolls sore squeeze strength stretched they're times \
         tongue whole wrist you'll",
        "able action ankles behind being believe beyond breathing buttocks careful doesn't doesn’t doing \
         doorway edges evening every eyelids forehead friendly guidance hamstrings hasn't headache \
         little lying maybe moment movement muscles needed nervous numbness patient people places \
         player poses quiet reason relaxed rhythm safety settled sideways special stretches \
         surgeon towel towards trial useful",
        "anyone attention awareness beginners coherent different \
         dizziness easier evidence exercise everything glaucoma half-kneeling hernia medicine \
         meditate nobody opposite physical pregnancy previous radio relaxing routinely \
         somebody twenty-one unsteady usual vertebra whenever",
        "anybody apparatus centimetres diagnosis emergency everybody experience loving-kindness \
         meditation operation relaxation sciatica usually",
        "association examination inflammatory rehabilitate",
        "osteoporosis physiotherapist rehabilitation",
    ];
    let mut wrong = Vec::new();
    for (words, count) in KNOWN.iter().zip(1..) {
        for word in words.split_whitespace() {
            let counted = syllables(word);
            if counted != count {
                wrong.push(format!("{word}: {counted}, not {count}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let numbers = ["4", "7", "30", "45", "110", "2026", "4-7-8"].map(syllables);
    assert_eq!(numbers, [1, 2, 2, 3, 4, 6, 4]);
}

#[test]
#[should_panic(expected = "no longer an exception")]
fn an_exception_that_nothing_needs_is_found() {
    check(&[], &[("safety", "once it was hard")]);
}
