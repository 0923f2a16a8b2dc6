//! Stores the plans of restores, and reads them, in steps between which the page responds.

use super::steps::NotStored;
use crate::platform::restore_plans;
use crate::platform::time_slice::pause;
use unknot_core::backup::Plan;
use unknot_core::storage::{self, ValueError};

/// Stores a plan under its id.
pub(super) async fn store_plan(id: &str, plan: &Plan) -> Result<(), NotStored> {
    let mut texts = Vec::new();
    for piece in plan.pieces() {
        texts.push(storage::encode_value(&piece));
        pause().await;
    }
    restore_plans::put(id, &texts).await.map_err(|_| NotStored::Nothing)
}

/// The plan with this id. `None` if there is none, or it is damaged.
///
/// # Errors
/// If it can't be read, or only by a newer version of the app.
pub(super) async fn read_plan(id: &str) -> Result<Option<Plan>, NotStored> {
    let texts = restore_plans::get(id).await.map_err(|_| NotStored::Part)?;
    let Some(texts) = texts else { return Ok(None) };
    let mut plan = Plan::default();
    for text in texts {
        match storage::decode_whole(&text) {
            Ok(piece) => plan.add(piece),
            // It is carried out once the app is up to date again.
            Err(ValueError::Newer { .. }) => return Err(NotStored::Part),
            Err(ValueError::Damaged) => return Ok(None),
        }
        pause().await;
    }
    Ok(Some(plan))
}
