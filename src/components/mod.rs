//! Pieces that pages are made of.

#![allow(unreachable_pub, reason = "the component macro writes public items")]

pub(crate) mod about_you_card;
pub(crate) mod after_paint;
pub(crate) mod breath_pacer;
pub(crate) mod button;
pub(crate) mod dialog;
pub(crate) mod emergency;
pub(crate) mod figure;
pub(crate) mod icon;
pub(crate) mod labels;
pub(crate) mod library_gate;
pub(crate) mod live_region;
pub(crate) mod nav;
pub(crate) mod note_card;
pub(crate) mod notice_list;
pub(crate) mod pain_limits;
pub(crate) mod percent_slider;
pub(crate) mod phone_voice_field;
pub(crate) mod radio_group;
pub(crate) mod reading_card;
pub(crate) mod resume_card;
pub(crate) mod rhythm_sliders;
pub(crate) mod routine_card;
pub(crate) mod session_ring;
pub(crate) mod sign_drawing;
pub(crate) mod silence_switch;
pub(crate) mod sore_toggle;
pub(crate) mod source_list;
pub(crate) mod switch;
pub(crate) mod title;
pub(crate) mod voice_controls;
mod voice_download;
pub(crate) mod voice_settings;
pub(crate) mod week_card;
