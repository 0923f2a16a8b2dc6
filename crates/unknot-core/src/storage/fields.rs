//! Reads an object field by field, so that an unreadable value resets only its own field, and
//! preserves data of newer versions on writing.
//!
//! `#[serde(flatten)]` would preserve unknown fields, but neither unknown values of known fields
//! nor unknown members of lists. It would also fail on values beyond the parser's recursion limit.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::line::json_of;

/// The fields of an object, with each value as its original JSON text.
pub(super) type Fields = BTreeMap<String, Box<RawValue>>;

/// Reads an object whose fields are independent of each other. Missing and unreadable fields get
/// their defaults. `None` if the JSON isn't an object.
pub(super) fn read<T: Default + DeserializeOwned>(json: &str) -> Option<T> {
    let mut fields: Fields = serde_json::from_str(json).ok()?;
    fields.retain(|name, value| read_field::<T>(name, value).is_some());
    serde_json::from_str(&json_of(&fields)).ok()
}

/// The fields of `value`, merged with what this version doesn't understand of `stored`:
/// * unknown fields,
/// * unreadable values, if the field of `value` has its default,
/// * unknown members of lists and objects.
///
/// `None` if `stored` isn't an object.
pub(super) fn merge_unknown<T>(value: &T, stored: &str) -> Option<Fields>
where
    T: Default + Serialize + DeserializeOwned,
{
    let (mut fields, defaults) = (fields_of(value)?, fields_of(&T::default())?);
    for (name, theirs) in serde_json::from_str::<Fields>(stored).ok()? {
        let preserved = match (fields.get(&name), read_field::<T>(&name, &theirs)) {
            (None, _) => Some(theirs),
            (Some(ours), Some(read)) => {
                with_unknown_members(ours, &theirs, fields_of(&read)?.get(&name)?)
            }
            (Some(ours), None) => {
                let default = defaults.get(&name)?;
                (ours.get() == default.get()).then_some(theirs)
            }
        };
        if let Some(preserved) = preserved {
            fields.insert(name, preserved);
        }
    }
    Some(fields)
}

/// Whether the JSON is an object with at least one of the type's fields.
pub(super) fn has_field<T: Default + Serialize>(json: &str) -> bool {
    let fields = serde_json::from_str::<Fields>(json).ok().zip(fields_of(&T::default()));
    fields.is_some_and(|(found, known)| found.keys().any(|name| known.contains_key(name)))
}

/// The value that results if the changes from `base` to `ours` are made to `theirs`.
pub(super) fn rebase<T: Serialize + DeserializeOwned>(base: &T, ours: &T, theirs: &T) -> Option<T> {
    let (base, ours, mut fields) = (fields_of(base)?, fields_of(ours)?, fields_of(theirs)?);
    for (name, value) in &ours {
        if base.get(name).is_none_or(|before| before.get() != value.get()) {
            fields.insert(name.clone(), value.clone());
        }
    }
    // A field that is left out has its default.
    fields.retain(|name, _| ours.contains_key(name) || !base.contains_key(name));
    serde_json::from_str(&json_of(&fields)).ok()
}

/// `value`, with each field that has its default taken from `older`.
pub(super) fn fill_defaults<T>(value: &T, older: &T) -> Option<T>
where
    T: Default + Serialize + DeserializeOwned,
{
    rebase(&T::default(), value, older)
}

/// Reads an object with only this field.
fn read_field<T: DeserializeOwned>(name: &str, value: &RawValue) -> Option<T> {
    serde_json::from_str(&json_of(&BTreeMap::from([(name, value)]))).ok()
}

/// Adds the members of `theirs` that aren't in `read`, the part of `theirs` that this version
/// understands. `None` if there are none.
fn with_unknown_members(
    ours: &RawValue,
    theirs: &RawValue,
    read: &RawValue,
) -> Option<Box<RawValue>> {
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

/// The fields of a value.
pub(super) fn fields_of<T: Serialize>(value: &T) -> Option<Fields> {
    serde_json::from_str(&json_of(value)).ok()
}
