//! What is drawn larger is seen through a lens: nothing of it sticks out of the ring.

use std::cell::Cell;

use leptos::prelude::*;

use unknot_figure::Lens;

thread_local! {
    /// How many lenses there have been. Each has an id of its own.
    static LENSES: Cell<usize> = const { Cell::new(0) };
}

/// The shapes of a picture, those of the lens clipped by its ring.
pub(super) fn seen_through<V: IntoView + 'static>(
    lens: Option<Lens>,
    mut shapes: Vec<V>,
) -> impl IntoView {
    let (end, start) = lens
        .as_ref()
        .map_or((shapes.len(), shapes.len()), |lens| (lens.shapes.end, lens.shapes.start));
    let above = shapes.split_off(end);
    let larger = shapes.split_off(start);
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
        {shapes}
        {larger}
        {above}
    }
}
