//! Reads an object field by field, so that a bad value costs that field alone, and writes back
//! what only a newer version understands.
//!
//! `#[serde(flatten)]` would preserve unknown fields, but neither unknown values of known fields nor
//! unknown members of lists. It would also fail on values deeper than the parser's recursion limit.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::line::json_of;

/// The fields of an object, with each value as its original JSON text.
pub(super) type Fields = BTreeMap<String, Box<RawValue>>;

/// Reads an object whose fields are independent of each other. Fields that are missing or can't be
/// read get their default. `None` if it isn't an object.
pub(super) fn read<T: Default + DeserializeOwned>(json: &str) -> Option<T> {
    let mut fields: Fields = serde_json::from_str(json).ok()?;
    fields.retain(|name, value| read_field::<T>(name, value).is_some());
    serde_json::from_str(&json_of(&fields)).ok()
}

/// The fields of a value that replaces a stored one, with everything from there that this version
/// doesn't understand:
/// * unknown fields,
/// * values that can't be read, unless the field has been changed from its default since,
/// * unknown members of lists and objects.
///
/// `None` if `stored` isn't an object.
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

/// Reads an object that has only this field.
fn read_field<T: DeserializeOwned>(name: &str, value: &RawValue) -> Option<T> {
    serde_json::from_str(&json_of(&BTreeMap::from([(name, value)]))).ok()
}

/// Adds to our list or object the members of theirs that are missing from `read`, which is what we
/// understood of theirs. `None` if there are no such members.
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
