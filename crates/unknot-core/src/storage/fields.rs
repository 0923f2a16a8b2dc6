//! An object field by field, so that a value that makes no sense costs that field alone, and what
//! only a newer version understands is written back.
//!
//! `#[serde(flatten)]` would keep the fields that are not known, but neither a value that can't be
//! read nor the members of a list that can't.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::line::json_of;

/// The fields of an object, each value as the very text that it is stored as.
pub(super) type Fields = BTreeMap<String, Box<RawValue>>;

/// What an object says whose fields are read each for itself: one that makes no sense, or isn't
/// there, is as by default. Nothing where it is no object.
pub(super) fn read<T: Default + DeserializeOwned>(json: &str) -> Option<T> {
    let mut fields: Fields = serde_json::from_str(json).ok()?;
    fields.retain(|name, value| read_field::<T>(name, value).is_some());
    serde_json::from_str(&json_of(&fields)).ok()
}

/// The fields of a value that is to be written over a stored one. Of that, what this version
/// doesn't understand is kept:
/// * fields that are not known,
/// * a value that can't be read, for as long as its field is as by default,
/// * members of a list or an object that can't be read.
pub(super) fn over<T>(value: &T, stored: &str) -> Option<Fields>
where
    T: Default + Serialize + DeserializeOwned,
{
    let (mut fields, defaults) = (fields_of(value)?, fields_of(&T::default())?);
    for (name, theirs) in serde_json::from_str::<Fields>(stored).ok()? {
        let kept = match (fields.get(&name), read_field::<T>(&name, &theirs)) {
            (None, _) => Some(theirs),
            (Some(ours), Some(read)) => with_unread(ours, &theirs, fields_of(&read)?.get(&name)?),
            (Some(ours), None) => {
                let default = defaults.get(&name)?;
                (ours.get() == default.get()).then_some(theirs)
            }
        };
        if let Some(kept) = kept {
            fields.insert(name, kept);
        }
    }
    Some(fields)
}

/// An object with that one field, where the field makes sense.
fn read_field<T: DeserializeOwned>(name: &str, value: &RawValue) -> Option<T> {
    serde_json::from_str(&json_of(&BTreeMap::from([(name, value)]))).ok()
}

/// A list or an object of ours, with the members of theirs that are not among those that were read;
/// nothing where there are none.
fn with_unread(ours: &RawValue, theirs: &RawValue, read: &RawValue) -> Option<Box<RawValue>> {
    let value = |raw: &RawValue| serde_json::from_str::<Value>(raw.get()).ok();
    let both = match (value(ours)?, value(theirs)?, value(read)?) {
        (Value::Array(mut ours), Value::Array(mut theirs), Value::Array(read)) => {
            theirs.retain(|member| !read.contains(member));
            if theirs.is_empty() {
                return None;
            }
            ours.extend(theirs);
            Value::Array(ours)
        }
        (Value::Object(mut ours), Value::Object(mut theirs), Value::Object(read)) => {
            theirs.retain(|name, _| !read.contains_key(name));
            if theirs.is_empty() {
                return None;
            }
            ours.extend(theirs);
            Value::Object(ours)
        }
        _ => return None,
    };
    RawValue::from_string(both.to_string()).ok()
}

fn fields_of<T: Serialize>(value: &T) -> Option<Fields> {
    serde_json::from_str(&json_of(value)).ok()
}
