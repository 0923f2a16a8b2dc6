//! The bells of a silence.

use crate::domain::routine::LEAST_BETWEEN_RANDOM_BELLS;
use crate::domain::time::Millis;

use super::compile::Manner;

/// The time before the end of a silence in which no bell rings at random: it would be taken for the end.
const BEFORE_END: Millis = Millis::secs(30);

/// A silence with bells.
#[derive(Clone, Copy)]
pub(super) struct Silence {
    /// The index of its step, so that two silences of a session differ.
    pub(super) step: usize,
    /// The average time from one bell to the next.
    pub(super) every: Millis,
    /// Its length as planned.
    pub(super) planned: Millis,
    /// Its length with added time.
    pub(super) length: Millis,
}

impl Silence {
    /// The times of its bells, from its start. Those within the planned length don't depend on added time.
    ///
    /// `words` are the times from the start to the end of each line that is said, in order. No bell rings at random in them.
    pub(super) fn bells(self, manner: Manner, words: &[(Millis, Millis)]) -> Vec<Millis> {
        let Self { every, planned, length, .. } = self;
        if manner.silence_bells.is_regular() || every < LEAST_BETWEEN_RANDOM_BELLS * 2 {
            return (1..length.0.div_ceil(every.0.max(1))).map(|n| every * n).collect();
        }
        // From one bell to the next it takes the least time or up to twice the average less that.
        let spread = (every - LEAST_BETWEEN_RANDOM_BELLS) * 2;
        let mut bells = Vec::new();
        let mut last = Millis::ZERO;
        for number in 0.. {
            let mut at =
                last + LEAST_BETWEEN_RANDOM_BELLS + part(spread, self.seed(manner, number));
            for &(from, to) in words {
                if (from..to).contains(&at) {
                    at = to;
                }
            }
            if at + BEFORE_END > length {
                break;
            }
            // Added time rings no bell in what was planned as the end.
            if at >= planned || at + BEFORE_END <= planned {
                bells.push(at);
            }
            last = at;
        }
        bells
    }

    /// The seed of a bell. The same session has the same bells whenever it is compiled.
    fn seed(self, manner: Manner, number: u32) -> u32 {
        let step = u32::try_from(self.step).unwrap_or_default();
        scramble(scramble((u32::from(manner.wording) << 8) | (step & 0xff)) ^ number)
    }
}

/// The part of `whole` that a number selects, evenly distributed, in whole milliseconds.
fn part(whole: Millis, selection: u32) -> Millis {
    let part = (u64::from(whole.0) * u64::from(selection)) >> 32;
    Millis(u32::try_from(part).unwrap_or(whole.0))
}

/// A permutation of all numbers that looks like chance: the finalizer of `MurmurHash3`.
fn scramble(mut number: u32) -> u32 {
    number ^= number >> 16;
    number = number.wrapping_mul(0x85eb_ca6b);
    number ^= number >> 13;
    number = number.wrapping_mul(0xc2b2_ae35);
    number ^ number >> 16
}
