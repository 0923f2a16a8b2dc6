//! What is drawn larger is seen through a lens: nothing of it sticks out of the ring.

use std::cell::Cell;

use leptos::prelude::*;

use unknot_figure::Lens;

thread_local! {
    /// How many lenses there have been. Each has an id of its own.
    static LENSES: Cell<usize> = const { Cell::new(0) };
}

/// The coats of a picture, each with its first shape. Those of the lens are clipped by its ring.
pub(super) fn seen_through<V: IntoView + 'static>(
    lens: Option<Lens>,
    coats: Vec<(usize, V)>,
) -> impl IntoView {
    let within = lens.as_ref().map_or(usize::MAX..usize::MAX, |lens| lens.shapes.clone());
    let (mut below, mut larger, mut above) = (Vec::new(), Vec::new(), Vec::new());
    for (first, coat) in coats {
        let part = if first < within.start {
            &mut below
        } else if first < within.end {
            &mut larger
        } else {
            &mut above
        };
        part.push(coat);
    }
    let larger = lens.map(|Lens { middle: [x, y], radius, .. }| {
        let number = LENSES.with(|lenses| lenses.replace(lenses.get() + 1));
        let id = format!("lens-{number}");
        view! {
            <clipPath id=id.clone()>
                <circle cx=x cy=y r=radius></circle>
            </clipPath>
            <g clip-path=format!("url(#{id})")>{larger}</g>
        }
    });
    view! {
        {below}
        {larger}
        {above}
    }
}
