//! When to stop, and what else somebody is warned of, said during a session whose preparation had no time for it.

use crate::domain::cue::{Cue, CueKind, Line};
use crate::domain::routine::Step;
use crate::domain::time::Millis;

use super::compile::Options;
use super::planned::SwapPoint;
use super::segment::Timeline;
use super::telling;

/// How long the longest instruction takes.
const INSTRUCTION: Millis = Millis(12_500);
/// How long somebody is left to begin, after the bell that opens the work. Its instruction came before.
const BEGINNING: Millis = Millis::secs(3);
/// How long the first set-up takes, after which a warning is said.
pub(super) const SET_UP: Millis = Millis(7_400);
/// The first lead that has time for both, before what to do is said.
const WARNED_LEAD: Millis = Millis(12_100);
/// How long a rule takes, and a warning.
const RULE: Millis = Millis(7_300);
const WARNING: Millis = Millis(4_700);

/// Gives the first lead time for a warning, at the cost of the work, but not below its least.
pub(super) fn make_room(first: &mut Step) {
    let spare = first.work.saturating_sub(first.least);
    let lead = WARNED_LEAD + telling::action_before(first);
    let taken = lead.saturating_sub(first.lead).min(spare);
    first.lead += taken;
    first.work -= taken;
}

/// Whether the lead of a step has time for a warning after the set-up.
pub(super) fn has_room(lead: Millis, step: &Step) -> bool {
    lead >= WARNED_LEAD + telling::action_before(step)
}

/// What was before a swap.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Past {
    /// Where it ends.
    pub(crate) point: SwapPoint,
    /// Whether the person has heard what they are warned of.
    pub(crate) is_warned: bool,
}

/// Whether somebody has heard a whole warning up to `now`.
pub(crate) fn is_warned(cues: &[Cue], now: Millis) -> bool {
    let is_over = |cue: &Cue| cue.at + WARNING <= now;
    cues.iter().any(|cue| matches!(cue.kind, CueKind::Say(Line::Warning(_))) && is_over(cue))
}

/// The same session without added time.
pub(super) fn as_planned(options: &Options, past: Option<Past>) -> (Options, Option<Past>) {
    let without = |Past { point, is_warned }| {
        let at = point.at.saturating_sub(added_before(point.step, options));
        Past { point: SwapPoint { at, ..point }, is_warned }
    };
    (Options { extra: Vec::new(), ..options.clone() }, past.map(without))
}

/// The time that was added to the steps before this one.
fn added_before(step: usize, options: &Options) -> Millis {
    (0..step).map(|step| options.extra(step)).sum()
}

/// Adds what had no time so far, from `from` on.
///
/// `planned` is the session without added time, and `from` belongs to it: added time makes pauses
/// longer, and what comes later would move into one that may be over.
pub(super) fn add_to(
    cues: &mut Vec<Cue>,
    unsaid: &[Line],
    planned: &Timeline,
    from: Millis,
    options: &Options,
) {
    let mut known = planned.cues.clone();
    for line in unsaid {
        let Some(at) = first_pause(&known, *line, from) else { continue };
        let step = planned.segments[planned.segment_index_at(at)].step;
        let kind = CueKind::Say(*line);
        cues.push(Cue { at: at + added_before(step, options), kind });
        known.push(Cue { at, kind });
        known.sort_by_key(|cue| cue.at);
    }
    cues.sort_by_key(|cue| cue.at);
}

/// When a rule or a warning is said: in the first pause of sorted cues that is long enough for the
/// instruction before it, if there is one, and the rule.
fn first_pause(cues: &[Cue], rule: Line, from: Millis) -> Option<Millis> {
    use CueKind::{BreatheHold, BreatheIn, BreatheOut, Repetition};

    let time = if matches!(rule, Line::Warning(_)) { WARNING } else { RULE };
    let is_heard =
        |cue: &&Cue| !matches!(cue.kind, Repetition(_) | BreatheIn | BreatheOut | BreatheHold);
    let heard: Vec<_> = cues.iter().filter(is_heard).collect();
    heard.windows(2).find_map(|pair| {
        let is_instruction = !matches!(pair[0].kind, CueKind::Say(Line::ChangeLevel(_)));
        let begins = pair[0].kind == CueKind::Begin && pair[0].at >= from;
        let words = if begins { BEGINNING } else { INSTRUCTION };
        let at = pair[0].at.max(from) + words;
        (is_instruction && at + time <= pair[1].at).then_some(at)
    })
}
