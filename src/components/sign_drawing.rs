//! Line drawings of signs that are told by a place of the body.

use leptos::prelude::*;

use unknot_core::i18n::{Key, text};

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// The hips from behind, and where it is numb.
    Saddle,
    /// A lower leg from the side, whose foot hangs down; dashed, where it should be.
    Foot,
    /// Both lower legs from behind, one of them swollen.
    Calf,
}

/// The lines of a drawing, in a box of 120 by 120.
struct Lines {
    /// The outlines of the body.
    body: &'static str,
    /// The shaded place.
    place: &'static str,
    /// What should be, dashed.
    healthy: &'static str,
    /// An arrow.
    arrow: &'static str,
}

const SADDLE: Lines = Lines {
    body: "M40 6c1 14-2 22-9 31-6 8-7 20-6 33 1 16 3 30 5 46M80 6c-1 14 2 22 9 31 6 8 7 20 6 33-1 16-3 30-5 46M60 40v32\
           M28 72c8 9 25 9 32 0 7 9 24 9 32 0M56 80c-2 13-3 25-3 36M64 80c2 13 3 25 3 36",
    place: "M60 48c-9 0-18 6-19 16-1 10 4 16 7 24 2 8 4 12 6 14l2-22h8l2 22c2-2 4-6 6-14 3-8 8-14 7-24-1-10-10-16-19-16z",
    healthy: "",
    arrow: "",
};

const FOOT: Lines = Lines {
    body: "M46 4c-2 20 0 36 4 52 2 9 3 15 3 20-3 5-3 9 1 12 6 4 13 9 20 17 4 5 9 8 13 6 4-3 2-8-1-12-6-9-12-17-16-27\
           -1-5-1-12 0-18 2-16 2-30 0-50",
    place: "",
    healthy: "M58 90c14 2 28 0 44-10 6-4 10-9 6-12-8-4-24-3-36-4",
    arrow: "M108 82c3 9 1 19-7 26M109 108l-9 1 1-9",
};

const CALF: Lines = Lines {
    body: "M22 4c-5 18-7 34-3 52 3 14 5 28 4 44-2 6-4 9-2 12h16c3-4 1-8 0-12 0-18 3-32 5-46 2-18 1-34-2-50\
           M78 4c-4 12-14 26-14 42 0 18 13 32 14 54-1 6-3 9-1 12h16c3-4 1-8 0-12 0-20 12-36 11-54-1-16-7-28-8-42",
    place: "M76 22c-9 12-12 28-7 42 4 12 9 20 13 22 5-1 11-10 14-22 4-14 2-30-6-42z",
    healthy: "",
    arrow: "",
};

impl Sign {
    fn lines(self) -> Lines {
        match self {
            Self::Saddle => SADDLE,
            Self::Foot => FOOT,
            Self::Calf => CALF,
        }
    }

    fn caption(self) -> Key {
        match self {
            Self::Saddle => Key::HelpPictureSaddle,
            Self::Foot => Key::HelpPictureFoot,
            Self::Calf => Key::HelpPictureCalf,
        }
    }
}

/// The drawing of a sign, with its words below it.
#[component]
pub(crate) fn SignDrawing(
    /// What is drawn.
    sign: Sign,
) -> impl IntoView {
    let Lines { body, place, healthy, arrow } = sign.lines();
    view! {
        <figure class="sign">
            <svg viewBox="0 0 120 120" aria-hidden="true">
                <path class="sign__place" d=place></path>
                <path d=body></path>
                <path class="sign__healthy" d=healthy></path>
                <path class="sign__arrow" d=arrow></path>
            </svg>
            <figcaption class="soft">{text(sign.caption())}</figcaption>
        </figure>
    }
}
