//! Everything that touches the browser, one file per capability. Nothing else names web-sys,
//! js-sys, wasm-bindgen or gloo.
//!
//! Adapters return plain values. A capability that a browser lacks or refuses is an ordinary value:
//! a session never ends because a phone can't vibrate.

pub(crate) mod address;
pub(crate) mod animation;
pub(crate) mod apple;
pub(crate) mod audio;
pub(crate) mod audio_session;
pub(crate) mod blob;
mod caches;
pub(crate) mod clips;
pub(crate) mod clock;
pub(crate) mod crash;
pub(crate) mod download;
pub(crate) mod file_handle;
pub(crate) mod files_out;
mod globals;
pub(crate) mod home;
pub(crate) mod ids;
mod indexed_db;
pub(crate) mod intl;
pub(crate) mod journal;
pub(crate) mod keyboard;
pub(crate) mod local_storage;
pub(crate) mod locks;
pub(crate) mod media_session;
pub(crate) mod microphone;
mod network_idle;
pub(crate) mod offline_copy;
pub(crate) mod page;
pub(crate) mod picked_file;
pub(crate) mod recordings;
pub(crate) mod restore_plans;
pub(crate) mod scheduling;
pub(crate) mod service_worker;
pub(crate) mod speech;
pub(crate) mod storage_persistence;
pub(crate) mod tabs;
pub(crate) mod task;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod theme;
pub(crate) mod time_slice;
pub(crate) mod vibration;
pub(crate) mod wake_lock;
