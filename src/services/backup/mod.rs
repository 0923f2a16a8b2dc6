//! Backups: making the file in small steps, its ways out of the browser, the file that keeps itself up to date, and what comes
//! back from a file (docs/adr/0030-backup.md, docs/adr/0031-kept-file.md).
//!
//! All but [`habit`] is only called from the second part of the program, so that a first visit doesn't load it.

mod everything;
pub(crate) mod habit;
pub(crate) mod import;
mod inspect;
pub(crate) mod kept_file;
mod make;
pub(crate) mod outgoing;
pub(crate) mod restore;
mod table;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
pub(crate) mod testing_files;

pub(crate) use self::everything::{Amount, amount};
