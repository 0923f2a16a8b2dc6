//! Reads the data files.

use std::fs;
use std::path::{Path, PathBuf};

use toml::Table;

/// The folder of the data files.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../unknot-content/data");
/// The folder of the voices. Each is a folder of clips, named after its language and a number.
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

    /// The folder name of a language's newest voice: the one with the highest number.
    pub(crate) fn voice_of(&mut self, language: &str) -> Option<String> {
        self.sources.push(VOICES.into());
        let voices = fs::read_dir(VOICES).into_iter().flatten().flatten();
        let names = voices.filter_map(|voice| voice.file_name().into_string().ok());
        let number = |name: &String| -> Option<u32> {
            name.strip_prefix(language)?.strip_prefix('-')?.parse().ok()
        };
        names.filter(|name| number(name).is_some()).max_by_key(number)
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
