//! How long the voice takes to say a line.
//!
//! A session doesn't know who speaks it: the voice may change while it runs, be the phone's or a recording, or be
//! off. So its times follow from the words. The numbers bound what each of the app's own voices takes for how to get
//! into a pose and what to do in it (`tests/soundtrack/voice/pace.rs` of unknot-soundtrack).

use super::spoken;
use crate::domain::cue::Line;
use crate::domain::time::Millis;

/// The time for a character, spaces included.
const CHARACTER: Millis = Millis(75);
/// The time that a sentence adds with its end.
const SENTENCE: Millis = Millis(400);
/// The time that a comma or a colon adds.
const COMMA: Millis = Millis(300);

/// The most that a calm voice takes to say a line.
pub fn speaking_time(line: Line) -> Millis {
    time_of(&spoken::line(line))
}

fn time_of(text: &str) -> Millis {
    let time = |letter| match letter {
        '.' | '!' | '?' => CHARACTER + SENTENCE,
        ',' | ':' | ';' => CHARACTER + COMMA,
        _ => CHARACTER,
    };
    text.chars().map(time).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_commas_take_time() {
        assert_eq!(time_of(""), Millis::ZERO);
        assert_eq!(time_of("Get ready."), Millis(10 * 75 + 400));
        assert_eq!(time_of("In, hold: out. Rest."), Millis(20 * 75 + 2 * 300 + 2 * 400));
    }
}
