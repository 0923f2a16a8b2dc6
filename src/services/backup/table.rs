//! The sessions as a table for other programs.

use super::make::MakeError;
use crate::platform::blob::{Blob, BlobBuilder, Bytes};
use crate::platform::time_slice::pause;
use crate::services::names;
use unknot_core::backup::sessions_csv;
use unknot_core::history::Log;

/// The rows that are made in one step.
const ROWS: usize = 200;

/// A CSV file with the sessions of a log. `is_wanted` is asked between its steps.
///
/// # Errors
/// If it is no longer wanted, or the browser has no room for it.
pub(super) async fn table(log: &Log, is_wanted: impl Fn() -> bool) -> Result<Blob, MakeError> {
    let mut builder = BlobBuilder::default();
    let mut rows = sessions_csv(log, names::what).peekable();
    while rows.peek().is_some() {
        if !is_wanted() {
            return Err(MakeError::Cancelled);
        }
        let text: String = rows.by_ref().take(ROWS).collect();
        builder.push_bytes(&Bytes::new(text.as_bytes()))?;
        pause().await;
    }
    Ok(builder.finish("text/csv")?)
}
