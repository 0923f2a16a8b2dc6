//! The section in the page, with files that are chosen and the browser's real storage.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::platform::testing::{
    OtherPage, click, elements, empty_storage, next_frame, show, texts, wait_until,
};
use crate::services::backup::testing_files::{backup, file, session};
use crate::state::provide_state_for_test;
use unknot_core::domain::settings::{Settings, Theme};
use unknot_core::i18n::fill;
use unknot_core::storage::encode_value;

/// Chooses a file with this text in the section.
async fn choose(text: &str) {
    let text = literal(text);
    OtherPage::open()
        .run(&format!(
            "(() => {{
                const chosen = new parent.DataTransfer();
                chosen.items.add(new parent.File([{text}], 'a.txt'));
                const field = parent.document.querySelector('main input[type=file]');
                field.files = chosen.files;
                field.dispatchEvent(new parent.Event('change'));
            }})()"
        ))
        .await;
}

/// A text as a JavaScript literal.
fn literal(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('`', "\\`").replace('$', "\\$");
    format!("`{escaped}`")
}

async fn until_said(key: Key) {
    wait_until(async || {
        next_frame().await;
        texts("main [role=status] p") == [text(key)]
    })
    .await;
}

async fn until_there(selector: &str) {
    wait_until(async || {
        next_frame().await;
        !elements(selector).is_empty()
    })
    .await;
}

fn buttons() -> Vec<String> {
    texts("main button")
}

fn mount() -> impl Sized {
    show(|| {
        provide_state_for_test();
        view! {
            <main>
                <RestoreSection flow=Flow::new()/>
            </main>
        }
    })
}

#[wasm_bindgen_test]
async fn a_file_is_previewed_restored_and_undone() {
    empty_storage().await;
    let mounted = mount();
    assert_eq!(buttons(), [text(Key::RestoreChoose)]);
    let settings =
        encode_value(&Settings { theme: Theme::Dark, safety_read: true, ..Settings::default() });
    choose(&backup(&[session("a"), session("b")], Some(&settings), &[])).await;
    until_there("main h3").await;
    next_frame().await;
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some(FOUND), "a screen reader begins to read there");
    let lines = texts("main li");
    assert!(lines.contains(&plural(PluralKey::RestoreSessionsNew, 2)), "{lines:?}");
    assert!(texts("main legend")[0].starts_with(&plural(PluralKey::RestoreSettingsDiffer, 2)));
    assert_eq!(buttons(), [text(Key::RestoreStart), text(Key::RestoreCancel)]);
    assert!(
        elements("main input:checked + span")[0]
            .text_content()
            .is_some_and(|label| label == text(Key::RestoreTakeTheirs)),
        "nothing is here to keep"
    );

    click("main .button--main");
    until_said(Key::RestoreDone).await;
    let undo = text(Key::RestoreUndo);
    assert_eq!(buttons(), [undo, text(Key::RestoreKeep), text(Key::RestoreChoose)]);
    assert!(texts("main p").iter().any(|p| p.ends_with(&plural(PluralKey::RestoreAdded, 2))));
    click("main .row button");
    until_said(Key::RestoreUndone).await;
    assert_eq!(buttons(), [text(Key::RestoreChoose)]);
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some(HEADING));
    drop(mounted);
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn what_cannot_be_restored_is_explained_and_announced() {
    empty_storage().await;
    let mounted = mount();
    let region = elements("main [role=status]")[0].clone();
    for (file, answer) in [
        ("", Key::RestoreEmpty),
        ("\0PNG", Key::RestoreBinary),
        ("Dear diary", Key::RestoreOtherText),
        (&backup(&[], None, &[]), Key::RestoreAllHere),
    ] {
        choose(file).await;
        until_said(answer).await;
        assert_eq!(buttons(), [text(Key::RestoreChoose)]);
    }
    assert!(region.is_connected(), "a new region would not be announced");
    drop(mounted);
}

#[wasm_bindgen_test]
async fn of_two_files_the_later_one_is_shown_and_restored() {
    empty_storage().await;
    let flow = Rc::new(Cell::new(None));
    let begun = flow.clone();
    let mounted = show(move || {
        provide_state_for_test();
        let flow = Flow::new();
        begun.set(Some(flow));
        view! {
            <main>
                <RestoreSection flow/>
            </main>
        }
    });
    let flow = flow.get().unwrap();
    let (first, second) = ([session("a"), session("b")], [session("c")]);
    flow.read(file(&backup(&first, None, &[])));
    flow.read(file(&backup(&second, None, &[])));
    until_there("main h3").await;
    // The earlier one is read by then, too.
    for _ in 0..10 {
        next_frame().await;
    }
    let lines = texts("main li");
    assert!(lines.contains(&plural(PluralKey::RestoreSessionsNew, 1)), "{lines:?}");
    click("main .button--main");
    until_said(Key::RestoreDone).await;
    assert!(texts("main p").iter().any(|p| p.ends_with(&plural(PluralKey::RestoreAdded, 1))));

    // What was stopped isn't shown, however far it was.
    flow.read(file(&backup(&first, None, &[])));
    flow.file.stop();
    for _ in 0..10 {
        next_frame().await;
    }
    assert_eq!(texts("main [role=status] p"), [text(Key::RestoreStopped)]);
    assert!(elements("main h3").is_empty());
    drop(mounted);
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn half_a_file_says_what_is_missing_and_cancelling_changes_nothing() {
    empty_storage().await;
    let mounted = mount();
    let whole = backup(&[session("a")], None, &[]).replace("0.1.0", "<b>9.9.9</b>");
    choose(&whole).await;
    until_there("main h3").await;
    // A text of the file isn't taken for a part of the page; and its line is damaged by now.
    assert!(elements("main li b").is_empty());
    let lines = texts("main .lines--alert li");
    assert_eq!(lines[0], text(Key::RestoreIncomplete));
    let first = fill(Key::RestoreLines, &[("lines", "1")]);
    assert_eq!(lines[1], format!("{} {first}", plural(PluralKey::RestoreDamaged, 1)));
    click("main .row button:last-child");
    until_there("#restore-choose").await;
    assert!(texts("main [role=status] p").is_empty());
    assert_eq!(buttons(), [text(Key::RestoreChoose)]);
    // Nothing in it is new, but nobody knows what is missing.
    choose(&backup(&[], None, &[]).replace("0.1.0", "9.9.9")).await;
    until_there("main h3").await;
    assert_eq!(texts("main .lines--alert li")[0], text(Key::RestoreIncomplete));
    click("main .button--main");
    until_said(Key::RestoreNothingAdded).await;
    drop(mounted);
}
