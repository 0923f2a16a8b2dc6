//! Adding the sessions of another app: choosing its table, what is in it, doing it, and undoing it.

mod preview;

use leptos::prelude::*;

use self::preview::{
    Question, about_doubles, about_the_error, about_the_lines, about_the_order, about_the_sessions,
    first_sessions, unreadable_lines,
};
use super::file_button::FileButton;
use super::file_section::{FileFlow, FileSection, Step};
use super::last_restore::{LastRestoreNote, Texts, not_stored};
use super::lines::Lines;
use crate::components::button::VanishingButton;
use crate::components::live_region::LiveRegion;
use crate::components::radio_group::RadioGroup;
use crate::services::backup::import::FoundSessions;
use crate::services::backup::restore::Blob;
use crate::state::{RestoreState, use_restore};
use unknot_core::backup::Source;
use unknot_core::i18n::{Key, text};
use unknot_core::import::DayOrder;

/// The id of the heading, which receives the focus when a button disappears.
const HEADING: &str = "other-apps-title";
/// The id of the heading of the preview.
const FOUND: &str = "other-apps-found";

const TEXTS: Texts = Texts {
    done_on: Key::OtherAppsDoneOn,
    undo: Key::OtherAppsUndo,
    undo_hint: Key::OtherAppsUndoHint,
    undone: Key::OtherAppsUndone,
};

/// Where the person is, and what is known of the file.
#[derive(Clone, Copy)]
struct Flow {
    file: FileFlow<FoundSessions>,
    restore: RestoreState,
    /// The order of day and month with which the table is being read again.
    asked: RwSignal<Option<DayOrder>>,
}

/// Choosing the table of another app, its preview, adding its sessions, and undoing that.
#[component]
pub(super) fn OtherAppsSection() -> impl IntoView {
    let file = FileFlow::new(HEADING, FOUND);
    let flow = Flow { file, restore: use_restore(), asked: RwSignal::new(None) };
    let read = move |file| flow.read(file);
    view! {
        <FileSection flow=file title=Key::OtherAppsTitle lead=Key::OtherAppsLead on_drop=read>
            <Show when=move || file.is_at(Step::Deciding)>
                <h3 id=FOUND tabindex="-1">
                    {text(Key::OtherAppsFound)}
                </h3>
                <FoundTable flow/>
                <div class="row">
                    <Show when=move || flow.can_add()>
                        <VanishingButton
                            class="button button--main"
                            label=text(Key::OtherAppsAdd)
                            focus_next=HEADING
                            on_press=move || flow.add()
                        />
                    </Show>
                    <VanishingButton
                        label=text(Key::OtherAppsCancel)
                        focus_next=HEADING
                        on_press=move || file.cancel()
                    />
                </div>
            </Show>
            <LastRestoreNote
                source=Source::OtherApp
                texts=TEXTS
                focus_next=HEADING
                is_busy=Signal::derive(move || !file.is_at(Step::Choosing) && !flow.would_double())
                said=file.said
                on_undone=move || flow.look_again()
            />
            <Show when=move || file.is_at(Step::Choosing)>
                <FileButton
                    id="other-apps-choose"
                    label=text(Key::OtherAppsChoose)
                    focus_next=HEADING
                    on_choose=read
                />
            </Show>
        </FileSection>
    }
}

/// What is in the table. When it is read again with another order of day and month, the question stays, with the focus, and
/// what is different is announced.
#[component]
fn FoundTable(
    /// Where the person is.
    flow: Flow,
) -> impl IntoView {
    let found = flow.file.found;
    let sessions = move || {
        found.with(|found| {
            let found = found.as_ref()?;
            let can_undo = flow.restore.last().is_some_and(|last| last.source == Source::OtherApp);
            let doubles = (found.other_way > 0).then(|| {
                view! { <Lines class="lines lines--alert" lines=about_doubles(found, can_undo)/> }
            });
            Some(view! {
                <Lines class="lines" lines=about_the_sessions(found)/>
                {doubles}
            })
        })
    };
    let first = move || {
        found.with(|found| {
            let lines = first_sessions(found.as_ref()?);
            Some(view! { <Lines class="lines soft" lines/> })
        })
    };
    let unreadable = move || {
        found.with(|found| {
            let found = found.as_ref()?;
            let count = about_the_lines(found)?;
            Some(view! {
                <p prop:textContent=count></p>
                <Lines class="lines lines--alert" lines=unreadable_lines(found)/>
            })
        })
    };
    let question = Memo::new(move |_| found.with(|found| about_the_order(found.as_ref()?)));
    view! {
        <LiveRegion>{sessions}</LiveRegion>
        <p class="soft">{text(Key::OtherAppsSome)}</p>
        {first}
        {move || question.get().map(|question| view! { <OrderQuestion flow question/> })}
        {unreadable}
    }
}

/// The question whether the day or the month comes first, if the table doesn't say.
#[component]
fn OrderQuestion(
    /// Where the person is.
    flow: Flow,
    /// The question, and the two days.
    question: Question,
) -> impl IntoView {
    let Question { legend, month_first, day_first } = question;
    let options = [(DayOrder::MonthFirst, month_first), (DayOrder::DayFirst, day_first)];
    let found = move || flow.file.found.with(|found| found.as_ref()?.import.order);
    let selected = move || flow.asked.get().or_else(found);
    view! {
        <RadioGroup
            name="other-apps-order"
            legend=move || legend.clone()
            options=options.into()
            selected=Signal::derive(move || selected().unwrap_or(DayOrder::MonthFirst))
            on_select=move |order| flow.read_again(order)
        />
    }
}

impl Flow {
    /// Reads a file and shows what is in it.
    fn read(self, file: Blob) {
        let flow = self.file;
        let Some(ticket) = flow.begin() else { return };
        self.asked.set(None);
        let read = self.restore.read_table(file, None, move |share| ticket.report(share));
        ticket.after(read, move |read| match read {
            Ok(found) if found.import.sessions.is_empty() => flow.end(text(Key::OtherAppsNone)),
            Ok(found) if found.new + found.deleted == 0 => flow.end(text(Key::OtherAppsAllHere)),
            Ok(found) => flow.preview(found),
            Err(why) => flow.end(about_the_error(&why)),
        });
    }

    /// Reads the table again with another order of day and month. The preview stays until then, but nothing can be added.
    fn read_again(self, order: DayOrder) {
        let FileFlow { found, reading, .. } = self.file;
        let file = found.with_untracked(|found| Some(found.as_ref()?.file.clone()));
        let Some(file) = file else { return };
        self.asked.set(Some(order));
        self.file.said.set(String::new());
        let ticket = reading.begin();
        let read = self.restore.read_table(file, Some(order), move |share| ticket.report(share));
        ticket.after(read, move |read| {
            match read {
                Ok(read) => found.set(Some(read)),
                Err(why) => self.file.said.set(about_the_error(&why).to_owned()),
            }
            self.asked.set(None);
        });
    }

    /// Whether sessions are here with the day and the month the other way round.
    fn would_double(self) -> bool {
        self.file.is_at(Step::Deciding)
            && self.file.found.with(|found| found.as_ref().is_some_and(|it| it.other_way > 0))
    }

    /// Whether there are sessions to add, as the person wants them read, and none would count twice.
    fn can_add(self) -> bool {
        let can_add = |found: &FoundSessions| found.new > 0 && found.other_way == 0;
        self.asked.get().is_none()
            && self.file.found.with(|found| found.as_ref().is_some_and(can_add))
    }

    /// Reads the table again as it was read before, once other sessions have been taken out.
    fn look_again(self) {
        let found = self.file.found;
        if let Some(order) = found.try_with_untracked(|it| it.as_ref()?.import.order).flatten() {
            self.read_again(order);
        }
    }

    /// Adds the sessions that were found.
    fn add(self) {
        self.file.work(async move |found| match self.restore.add(&found).await {
            Ok(true) => text(Key::OtherAppsDone),
            Ok(false) => text(Key::OtherAppsAllHere),
            Err(why) => not_stored(why),
        });
    }
}
