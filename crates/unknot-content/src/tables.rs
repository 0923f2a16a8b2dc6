//! Which tables of the words hold records. The build script includes this file.

/// The tables of a language whose entries belong to something of the catalog, or to the language itself. All others hold
/// texts with a key each.
pub const RECORD_TABLES: [&str; 9] =
    ["guide", "language", "learn", "page", "pose", "routine", "sign", "source", "variation"];
