//! When to stop, and what else somebody is warned of, said during a session whose preparation had no time for it.

use crate::domain::cue::{Cue, CueKind, Line};
use crate::domain::routine::Step;
use crate::domain::time::Millis;

/// How long the longest instruction takes.
const INSTRUCTION: Millis = Millis(12_500);
/// How long the first set-up takes, after which a warning is said.
pub(super) const SET_UP: Millis = Millis(7_400);
/// The first lead that has time for both.
const WARNED_LEAD: Millis = Millis(12_100);
/// How long a rule takes, and a warning.
const RULE: Millis = Millis::secs(6);
const WARNING: Millis = Millis(4_700);

/// Gives the first lead time for a warning, at the cost of the work, but not below its least.
pub(super) fn make_room(first: &mut Step) {
    let spare = first.work.saturating_sub(first.least);
    let taken = WARNED_LEAD.saturating_sub(first.lead).min(spare);
    first.lead += taken;
    first.work -= taken;
}

/// Whether a lead has time for a warning after the set-up.
pub(super) fn has_room(lead: Millis) -> bool {
    lead >= WARNED_LEAD
}

/// Adds a rule or a warning to sorted cues, in the first pause that is long enough for the instruction before it and the rule.
pub(super) fn add_to(cues: &mut Vec<Cue>, rule: Line) {
    use CueKind::{BreatheHold, BreatheIn, BreatheOut, Repetition};

    let time = if matches!(rule, Line::Warning(_)) { WARNING } else { RULE };
    let is_heard =
        |cue: &&Cue| !matches!(cue.kind, Repetition(_) | BreatheIn | BreatheOut | BreatheHold);
    let is_long = |from: &Cue, to: &Cue| {
        let is_instruction = !matches!(from.kind, CueKind::Say(Line::ChangeLevel(_)));
        is_instruction && to.at - from.at >= INSTRUCTION + time
    };
    let heard: Vec<_> = cues.iter().filter(is_heard).collect();
    let pause = heard.windows(2).find(|pair| is_long(pair[0], pair[1]));
    if let Some(at) = pause.map(|pair| pair[0].at + INSTRUCTION) {
        cues.push(Cue { at, kind: CueKind::Say(rule) });
        cues.sort_by_key(|cue| cue.at);
    }
}
