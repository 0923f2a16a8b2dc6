//! The table behind a picture.

use leptos::prelude::*;

use super::details::LazyDetails;
use unknot_core::i18n::{Key, text};

/// A row: its heading, and its other cells.
pub(super) type Row = (String, Vec<String>);

/// A table that is folded until somebody wants to see it, and made only then.
#[component]
pub(super) fn PictureTable(
    /// What it shows.
    #[prop(into)]
    caption: Signal<String>,
    /// The headings of the columns.
    head: Vec<&'static str>,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
) -> impl IntoView {
    let head = StoredValue::new(head);
    view! {
        <LazyDetails class="picture-table" summary=text(Key::ProgressTableShow).into_any()>
            <table>
                <caption prop:textContent=move || caption.get()></caption>
                <thead>
                    <tr>
                        {head
                            .get_value()
                            .into_iter()
                            .map(|name| view! { <th scope="col">{name}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=Row::clone let((name, cells))>
                        <tr>
                            <th scope="row">{name}</th>
                            {cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}
                        </tr>
                    </For>
                </tbody>
            </table>
        </LazyDetails>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, elements, next_frame, show, texts, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn the_table_is_made_when_it_is_opened_and_follows_its_rows() {
        let row = |name: &str, n: u32| (name.to_owned(), vec![n.to_string()]);
        let rows = RwSignal::new(vec![row("May", 1), row("June", 2)]);
        let mounted = show(move || {
            view! {
                <main>
                    <PictureTable caption="Practice".to_owned() head=vec!["Month", "Days"] rows/>
                </main>
            }
        });
        assert!(elements("main table").is_empty());
        click("main summary");
        wait_until(async || {
            next_frame().await;
            !elements("main table").is_empty()
        })
        .await;
        assert_eq!(texts("main caption"), ["Practice"]);
        assert_eq!(texts("main th[scope=col]"), ["Month", "Days"]);
        assert_eq!(texts("main th[scope=row]"), ["May", "June"]);
        assert_eq!(texts("main td"), ["1", "2"]);
        rows.set(vec![row("June", 3)]);
        next_frame().await;
        assert_eq!(texts("main tbody tr"), ["June3"]);
        drop(mounted);
    }
}
