//! What is stored, as text: the log's segments, the journal's values, settings and the heartbeat.
//!
//! Pure: it turns entries into text and text into entries, and the shell reads and writes that
//! text. Everything that comes from storage is taken to be possibly damaged or newer than this
//! app, and nothing of it is ever dropped (docs/adr/0003-storage.md, docs/adr/0016-serde.md).
//!
//! The stored form of each type is derived with serde where the type is defined. This module adds
//! the checksum, the version, and what preserves data of newer versions. A field can be added
//! without a new version. A new version is for what an older app would get wrong. A new version of
//! an entry would be read beside version 1 in `entry::understand`, as lines are never rewritten.

mod entry;
mod fields;
mod heartbeat;
pub mod keys;
mod line;
mod segment;
mod startup;
mod value;

pub use entry::encode_entry;
pub use heartbeat::Heartbeat;
pub use segment::{Segment, append, decode_segment};
pub use startup::{Startup, log_of, unite};
pub use value::{Stored, ValueError, decode_value, encode_over, encode_value};
