//! Work without views: running a session, playing its track, storing data. Services use the core and the platform;
//! state is built on services, and pages on state.

pub(crate) mod animation;
pub(crate) mod app_updates;
pub(crate) mod background_sound;
pub(crate) mod backup;
pub(crate) mod daily_offer;
pub(crate) mod dates;
pub(crate) mod device;
mod haptics;
pub(crate) mod library;
pub(crate) mod lock_screen_test;
pub(crate) mod names;
pub(crate) mod narration;
pub(crate) mod notices;
pub(crate) mod page;
pub(crate) mod persistence;
pub(crate) mod player;
pub(crate) mod recordings;
pub(crate) mod session_runner;
pub(crate) mod shortcuts;
pub(crate) mod sound_preview;
mod tabs;
pub(crate) mod ticker;
pub(crate) mod voice_download;
pub(crate) mod voice_sample;
pub(crate) mod wake_lock;
