//! Reads the data files.

use std::fs;
use std::path::{Path, PathBuf};

use toml::Table;

use crate::{Voice, Voices};

/// The folder of the data files.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../unknot-content/data");
/// The folder of the voices. Each is a folder of clips, named after its language and a number: `en-2`
/// has the higher voice, `en-low-1` the lower one.
const VOICES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/voice");

/// Reads files and records their paths.
#[derive(Default)]
pub(crate) struct Files {
    sources: Vec<PathBuf>,
}

impl Files {
    /// The text of a data file.
    pub(crate) fn read(&mut self, name: &str) -> String {
        self.read_path(&Path::new(DATA).join(name))
    }

    /// All tables of a language, from files such as `words/en.toml` and those in the folder
    /// `words/en`. A table must not be in two files.
    pub(crate) fn words(&mut self, language: &str) -> Table {
        let folder = Path::new(DATA).join("words").join(language);
        let more = fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> = more.map(|file| file.path()).collect();
        paths.sort();
        paths.insert(0, folder.with_extension("toml"));
        self.sources.push(folder);
        let mut all = Table::new();
        for path in paths {
            let tables: Table = toml::from_str(&self.read_path(&path))
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            for (name, table) in tables {
                let other = all.insert(name.clone(), table);
                assert!(other.is_none(), "{}: [{name}] is also in another file", path.display());
            }
        }
        all
    }

    /// The newest voices of a language.
    pub(crate) fn voices_of(&mut self, language: &str) -> Voices {
        self.sources.push(VOICES.into());
        let folders = fs::read_dir(VOICES).into_iter().flatten().flatten();
        let names: Vec<_> = folders.filter_map(|it| it.file_name().into_string().ok()).collect();
        let voice = |kind: &str| {
            let folder = newest(&names, kind)?.to_owned();
            let clips = fs::read_dir(Path::new(VOICES).join(&folder)).into_iter().flatten();
            let sizes = clips.flatten().filter_map(|clip| clip.metadata().ok());
            Some(Voice { bytes: sizes.map(|clip| clip.len()).sum(), folder })
        };
        Voices { higher: voice(language), lower: voice(&format!("{language}-low")) }
    }

    /// The files and folders that were read.
    pub(crate) fn into_sources(self) -> Vec<PathBuf> {
        self.sources
    }

    fn read_path(&mut self, path: &Path) -> String {
        self.sources.push(path.to_owned());
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

/// The folder of a kind of voice with the highest number, of those that are called `<kind>-<number>`.
fn newest<'a>(folders: &'a [String], kind: &str) -> Option<&'a str> {
    let number =
        |name: &&str| -> Option<u32> { name.strip_prefix(kind)?.strip_prefix('-')?.parse().ok() };
    let of_kind = folders.iter().map(String::as_str).filter(|name| number(name).is_some());
    of_kind.max_by_key(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newest_folder_of_a_voice_is_the_one_with_the_highest_number() {
        let folders = ["en-10", "en-2", "en-low-1", "en-low-x", "eng-11", "qps"].map(str::to_owned);
        assert_eq!(newest(&folders, "en"), Some("en-10"));
        assert_eq!(newest(&folders, "en-low"), Some("en-low-1"));
        assert_eq!(newest(&folders, "de"), None);
    }
}
