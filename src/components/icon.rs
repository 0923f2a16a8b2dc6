//! Icons, drawn here so that none has to be fetched.

use leptos::prelude::*;

/// An icon's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IconShape {
    Play,
    Pause,
    Back,
    Skip,
    Today,
    Library,
    Progress,
    Settings,
    Sound,
    SoundOff,
    Close,
    Chevron,
}

impl IconShape {
    /// The outline, in a view box of 24 by 24.
    const fn path(self) -> &'static str {
        match self {
            Self::Play => {
                "M8 5.2v13.6a1 1 0 0 0 1.5.8l10.6-6.8a1 1 0 0 0 0-1.7L9.5 4.3A1 1 0 0 0 8 5.2Z"
            }
            Self::Pause => "M7 5h3.2v14H7zM13.8 5H17v14h-3.2z",
            Self::Back => "M6 5h2.6v14H6zM19 6v12l-9-6z",
            Self::Skip => "M15.4 5H18v14h-2.6zM5 6l9 6-9 6z",
            Self::Today => "M4 11.2 12 4l8 7.2V20h-5.5v-5.5h-5V20H4z",
            Self::Library => "M4 5h7v14H4zM13 5h7v6h-7zM13 13h7v6h-7z",
            Self::Progress => "M4 19v-7h4v7zM10 19V5h4v14zM16 19v-10h4v10z",
            Self::Settings => {
                "M4 6h9.2a3 3 0 0 1 5.6 0H20v2h-1.2a3 3 0 0 1-5.6 0H4zM4 16h1.2a3 3 0 0 1 5.6 0H20v2h-9.2a3 3 0 0 1-5.6 0H4z"
            }
            Self::Sound => {
                "M3.5 9v6h3.7l5 4.6V4.4L7.2 9zM14.4 8.3a4.7 4.7 0 0 1 0 7.4l1.3 1.6a6.8 6.8 0 0 0 0-10.6zM16.9 5.2a8.7 8.7 0 0 1 0 13.6l1.3 1.6a10.8 10.8 0 0 0 0-16.8z"
            }
            Self::SoundOff => {
                "M3.5 9v6h3.7l5 4.6V4.4L7.2 9zM15.8 8.2l2.5 2.5 2.5-2.5 1.3 1.3-2.5 2.5 2.5 2.5-1.3 1.3-2.5-2.5-2.5 2.5-1.3-1.3 2.5-2.5-2.5-2.5z"
            }
            Self::Close => {
                "m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z"
            }
            Self::Chevron => "m9 5 7 7-7 7-1.6-1.6L12.8 12 7.4 6.6z",
        }
    }
}

/// A decorative icon. The text or the accessible name of its parent says what it means.
#[component]
pub(crate) fn Icon(
    /// Its shape.
    #[prop(into)]
    shape: Signal<IconShape>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=move || shape.get().path()></path>
        </svg>
    }
}
