//! What tabs tell each other, so that each shows what the others have done.

use crate::platform::tabs;
use unknot_core::history::Entry;
use unknot_core::storage;

/// A message to the other tabs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Message {
    /// The log has a new entry.
    Entry(Entry),
    /// The sender has begun to run a session.
    Begun {
        /// The id of the session.
        id: String,
        /// The slug of its routine.
        routine: String,
    },
    /// A backup has been restored, or that has been undone: what is stored has to be read again.
    Restored,
}

/// The first line of each kind of message. Tabs of another version of the app ignore kinds that they don't know.
const ENTRY: &str = "entry";
const BEGUN: &str = "begun";
const RESTORED: &str = "restored";

/// Sends a message to all other tabs.
pub(crate) fn send(message: &Message) {
    tabs::post(&match message {
        Message::Entry(entry) => format!("{ENTRY}\n{}", storage::encode_entry(entry)),
        Message::Begun { id, routine } => format!("{BEGUN}\n{id}\n{routine}"),
        Message::Restored => format!("{RESTORED}\n"),
    });
}

/// Calls `listener` with the messages of other tabs, for the life of the page.
pub(crate) fn on_message(listener: impl Fn(Message) + 'static) {
    tabs::on_message(move |text| {
        if let Some(message) = parse(text) {
            listener(message);
        }
    });
}

fn parse(text: &str) -> Option<Message> {
    match text.split_once('\n')? {
        (ENTRY, line) => storage::decode_segment(line).entries.pop().map(Message::Entry),
        (BEGUN, session) => {
            let (id, routine) = session.split_once('\n')?;
            Some(Message::Begun { id: id.to_owned(), routine: routine.to_owned() })
        }
        (RESTORED, _) => Some(Message::Restored),
        _ => None,
    }
}
