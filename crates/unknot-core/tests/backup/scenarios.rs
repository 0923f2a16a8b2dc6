//! Two, three and four devices: `scenarios.toml` says what happens on them, and what is expected.

use std::collections::BTreeMap;

use serde::Deserialize;
use unknot_core::backup::{BackupError, Changes, Contents, SettingsPreview};
use unknot_core::domain::civil::Moment;

use crate::device::{APP, Device, contents, read};
use crate::person::Person;
use crate::strategies::seal;

#[derive(Deserialize)]
struct Table {
    scenario: Vec<Scenario>,
}

#[derive(Deserialize)]
struct Scenario {
    name: String,
    /// One thing a line, as [`World::step`] reads them.
    happens: String,
}

#[derive(Default)]
struct World {
    people: BTreeMap<String, Person>,
    files: BTreeMap<String, String>,
    notes: BTreeMap<String, Device>,
}

#[test]
fn scenarios_end_as_expected() {
    let table: Table = toml::from_str(include_str!("scenarios.toml")).unwrap();
    assert!(table.scenario.len() >= 50, "{} scenarios", table.scenario.len());
    let mut failures = Vec::new();
    for (index, scenario) in table.scenario.iter().enumerate() {
        let is_new = table.scenario[..index].iter().all(|other| other.name != scenario.name);
        assert!(is_new, "two scenarios are named {}", scenario.name);
        let is_check = |line: &&str| line.trim_start().starts_with("expect ");
        assert!(scenario.happens.lines().any(|line| is_check(&line)), "{}", scenario.name);
        let mut world = World::default();
        for line in scenario.happens.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let Err(found) = world.step(&words) {
                failures.push(format!("{}\n    {line}\n    found: {found}", scenario.name));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

impl World {
    /// Does what a line says, or compares what it expects. The error is what was found instead.
    fn step(&mut self, words: &[&str]) -> Result<(), String> {
        match words {
            ["expect", name, what @ ..] => return self.expect(name, what),
            ["file", name, what @ ..] => self.change_file(name, what),
            [name, "backs-up", file] => self.back_up(name, file, APP),
            [name, "backs-up", file, "with", app] => self.back_up(name, file, app),
            [name, "is-noted", note] => {
                let device = self.person(name).device.clone();
                self.notes.insert((*note).to_owned(), device);
            }
            [name, "restores", file, more @ ..] => {
                let file = self.files[*file].clone();
                self.person(name).restore(&file, more);
            }
            [name, what @ ..] => self.person(name).act(what),
            [] => {}
        }
        Ok(())
    }

    fn person(&mut self, name: &str) -> &mut Person {
        self.people.entry(name.to_owned()).or_default()
    }

    fn back_up(&mut self, name: &str, file: &str, app: &str) {
        let person = self.person(name);
        let now = Moment { utc_ms: 0, offset_min: person.offset_min };
        let text = person.device.backup_as(person.newest.unwrap_or(now), app);
        self.files.insert(file.to_owned(), text);
    }

    fn change_file(&mut self, name: &str, what: &[&str]) {
        let before = self.files.get(name).cloned().unwrap_or_default();
        let after = match what {
            ["is-cut-to-percent", percent] => {
                before[..before.len() * percent.parse::<usize>().unwrap() / 100].to_owned()
            }
            ["loses-line", number] => {
                let number: usize = number.parse().unwrap();
                let kept = before.lines().enumerate().filter(|(index, _)| index + 1 != number);
                kept.flat_map(|(_, line)| [line, "\n"]).collect()
            }
            ["loses-its-end"] => {
                before.trim_end().rsplit_once('\n').map(|(most, _)| format!("{most}\n")).unwrap()
            }
            ["has-a-flipped-letter-in-line", number] => {
                let mut lines: Vec<String> = before.lines().map(str::to_owned).collect();
                let line = &mut lines[number.parse::<usize>().unwrap() - 1];
                *line = line.replacen("\"day\":\"2", "\"day\":\"3", 1);
                lines.join("\n")
            }
            ["is-joined-from", names @ ..] => {
                names.iter().map(|name| &*self.files[*name]).collect()
            }
            ["is-saved-by-an-editor"] => {
                format!("\u{feff}{}", before.replace('\n', "  \r\n").replace('\t', "    "))
            }
            ["has-its-lines-twice"] => {
                before.lines().flat_map(|line| [line, "\n", line, "\n"]).collect()
            }
            ["has-its-lines-sorted"] => {
                let mut lines: Vec<&str> = before.lines().collect();
                lines.sort_unstable();
                lines.join("\n")
            }
            ["is-of-format", version] => {
                let (header, rest) = before.split_once('\n').unwrap();
                let json = header.rsplit_once('\t').unwrap().0;
                let newer = json.replace("\"v\":1", &format!("\"v\":{version}"));
                format!("{}\n{rest}", seal(&newer))
            }
            ["gets-a-line", json @ ..] => {
                before.replacen('\n', &format!("\n{}\n", seal(&json.join(" "))), 1)
            }
            ["gets-the-words", words @ ..] => format!("{before}{}\n", words.join(" ")),
            ["is-the-text", words @ ..] => words.join(" "),
            _ => panic!("what is {what:?}?"),
        };
        self.files.insert(name.to_owned(), after);
    }

    fn expect(&mut self, name: &str, what: &[&str]) -> Result<(), String> {
        if let ["reads", expected @ ..] = what {
            return same(expected, &outcome(&self.files[name]));
        }
        let (found, expected) = match what {
            ["preview", file, expected @ ..] => {
                let contents = contents(self.files[*file].as_bytes()).unwrap();
                (preview(&self.person(name).device, &contents), expected)
            }
            ["as-noted", note] => {
                let device = self.person(name).device.clone();
                return device.compare(&self.notes[*note]);
            }
            ["with-all-that-was-noted", note] => {
                // The lines of a segment are a set.
                let device = self.person(name).device.with_sorted_segments();
                return device.compare(&self.notes[*note].with_sorted_segments());
            }
            ["same-log-as", other] => {
                let theirs = self.person(other).device.log();
                let is_same = self.person(name).device.log() == theirs;
                return if is_same { Ok(()) } else { Err("another log".to_owned()) };
            }
            [kind, expected @ ..] => (self.person(name).device.tell(kind), expected),
            [] => panic!("{name} is expected to be what?"),
        };
        same(expected, &found)
    }
}

fn same(expected: &[&str], found: &str) -> Result<(), String> {
    if expected.join(" ") == found { Ok(()) } else { Err(found.to_owned()) }
}

/// What a file is.
fn outcome(file: &str) -> String {
    match read(file.as_bytes()) {
        Ok(contents) => format!("whole {}", contents.log.entries().count()),
        Err(BackupError::Incomplete(contents)) => {
            format!("incomplete {}", contents.log.entries().count())
        }
        Err(BackupError::Newer { version, app }) => format!("newer {version} {app}"),
        Err(BackupError::NotABackup(what)) => format!("other {what:?}").to_lowercase(),
    }
}

/// All of a preview that isn't zero.
fn preview(device: &Device, contents: &Contents) -> String {
    let preview = device.preview(contents);
    let mut told = Vec::new();
    let mut tell = |name: &str, changes: Changes| {
        let Changes { new, here, changed, deleted_here, deleted_there, brought_back } = changes;
        for (what, count) in [
            ("new", new),
            ("here", here),
            ("changed", changed),
            ("deleted-here", deleted_here),
            ("deleted-there", deleted_there),
            ("brought-back", brought_back),
        ] {
            if count > 0 {
                told.push(format!("{name}-{what}={count}"));
            }
        }
    };
    tell("sessions", preview.sessions);
    tell("flares", preview.flares);
    tell("rest-days", preview.rest_days);
    match &preview.settings {
        SettingsPreview::Missing => {}
        SettingsPreview::Newer => told.push("settings-newer".to_owned()),
        SettingsPreview::Different(fields) => told.extend(fields.iter().map(|field| {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            format!("{}={}/{}", field.name, value(&field.ours), value(&field.theirs))
        })),
    }
    let recordings = preview.recordings;
    for (what, count) in
        [("new", recordings.new), ("same", recordings.same), ("different", recordings.different)]
    {
        if count > 0 {
            told.push(format!("recordings-{what}={count}"));
        }
    }
    if let Some((first, last)) = preview.days {
        told.push(format!("days={first}/{last}"));
    }
    if preview.newer > 0 {
        told.push(format!("newer={}", preview.newer));
    }
    told.push(format!("made-by={:?}", preview.made_by).to_lowercase());
    told.join(" ")
}
