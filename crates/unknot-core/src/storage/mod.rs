//! Encodes and decodes everything that is stored: segments of the log, values of the journal,
//! settings and heartbeats.
//!
//! This module does no I/O; the shell reads and writes the texts. Any stored text may be damaged or
//! from a newer version, and is never dropped (docs/adr/0003-storage.md, docs/adr/0016-serde.md).
//!
//! The stored form of a type is derived with serde where the type is defined. This module adds the
//! checksum, the version, and the preservation of data from newer versions. Adding a field doesn't
//! need a new version. A new version is for changes that an older app would misread. For entries,
//! it would be read next to version 1 in `entry::known_kind`, because lines are never rewritten.

mod differences;
mod entry;
mod fields;
mod heartbeat;
pub mod keys;
mod line;
mod reconcile;
mod segment;
mod take_over;
mod value;

pub use differences::{Difference, settings_differences, take_settings};
pub(crate) use entry::decode_entry;
pub use entry::{NOTE_MARKS, encode_entry, is_preferred};
pub use heartbeat::Heartbeat;
pub(crate) use line::{json_of, open, seal};
pub use reconcile::{Copy, Reconciled, Reconciler, decode_log, decode_notes, reconcile};
pub use segment::{Segment, append, decode_segment, lines};
pub use take_over::{is_taken_over_at_first, take_over};
pub use value::{
    Stored, ValueError, decode_value, decode_whole, encode_over, encode_value, fill_settings,
    rebase_settings, settings_in,
};
