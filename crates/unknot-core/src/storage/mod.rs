//! What is stored, as text: the log's segments, the journal's values, settings and the heartbeat.
//!
//! Pure: it turns entries into text and text into entries, and the shell reads and writes that
//! text. Everything that comes from storage is taken to be possibly damaged or newer than this
//! app, and nothing of it is ever dropped (docs/adr/0003-storage.md).
//!
//! Both formats are in version 1 and there is nothing to migrate. A version 2 of an entry would be
//! read beside version 1 in `entry::understand`, since lines stay as they were written; one of a
//! value would be turned into the newest in `value::decode_value`. Fields may be added without a
//! new version. A new version is for what an older app would get wrong.

mod entry;
mod heartbeat;
mod json;
pub mod keys;
mod line;
mod segment;
mod startup;
mod stored;
mod value;

pub use entry::encode_entry;
pub use heartbeat::Heartbeat;
pub use json::{Object, Writer};
pub use segment::{Segment, append, decode_segment};
pub use startup::{Startup, log_of, unite};
pub use stored::Stored;
pub use value::{ValueError, decode_value, encode_value};
