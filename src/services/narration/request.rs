//! A request for the speech of a timeline, and its progress.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::cue::Line;
use unknot_core::timeline::Timeline;
use unknot_soundtrack::{Narration, SpokenLine};

/// What speech is made from. Speech from another source says the same lines with other samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SpeechSource {
    /// The app's voice, which speaks what isn't recorded.
    pub(super) voice: AppVoice,
    /// The revision of the person's recordings.
    pub(super) recordings: u32,
}

/// A request for the speech of a timeline.
#[derive(Default)]
pub(super) struct SpeechRequest {
    timeline: Option<Arc<Timeline>>,
    /// What the speech is made from.
    pub(super) source: SpeechSource,
    /// The distinct lines of the timeline, in the order in which they are spoken.
    pub(super) lines: Vec<Line>,
    /// The speech of each line; `None` while it is missing.
    speech: RefCell<Vec<Option<SpokenLine>>>,
    /// The missing lines that aren't being loaded yet, as indices into `lines`.
    queue: RefCell<VecDeque<usize>>,
    /// How many lines have neither loaded nor failed.
    pending: Cell<usize>,
}

impl SpeechRequest {
    /// A request for the speech of `lines`, some of which may be known already.
    pub(super) fn new(
        timeline: Option<Arc<Timeline>>,
        source: SpeechSource,
        lines: Vec<Line>,
        known: &Narration,
    ) -> Self {
        let speech: Vec<_> = lines.iter().map(|&line| known.line(line).cloned()).collect();
        let queue: VecDeque<_> =
            (0..speech.len()).filter(|&place| speech[place].is_none()).collect();
        let pending = Cell::new(queue.len());
        let (speech, queue) = (RefCell::new(speech), RefCell::new(queue));
        Self { timeline, source, lines, speech, queue, pending }
    }

    /// Whether it is for this very timeline from this source.
    pub(super) fn is_of(&self, timeline: Option<&Arc<Timeline>>, source: SpeechSource) -> bool {
        let is_same = match (&self.timeline, timeline) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        is_same && self.source == source
    }

    /// Whether it has these lines from this source, or may still get them.
    pub(super) fn will_have(&self, lines: &[Line], source: SpeechSource) -> bool {
        let may_be_complete = !self.is_done() || self.speech.borrow().iter().all(Option::is_some);
        self.source == source && self.lines == lines && may_be_complete
    }

    /// Whether every line has loaded or failed.
    pub(super) fn is_done(&self) -> bool {
        self.pending.get() == 0
    }

    /// The next line to load, and its index.
    pub(super) fn next_missing(&self) -> Option<(usize, Line)> {
        let place = self.queue.borrow_mut().pop_front()?;
        Some((place, self.lines[place]))
    }

    /// Stores the speech of a line; `None` if it couldn't be loaded.
    pub(super) fn put(&self, place: usize, speech: Option<SpokenLine>) {
        self.speech.borrow_mut()[place] = speech;
        self.pending.set(self.pending.get() - 1);
    }

    /// The lines that have loaded.
    pub(super) fn loaded(&self) -> Vec<(Line, SpokenLine)> {
        let speech = self.speech.borrow();
        let lines = self.lines.iter().zip(&*speech);
        lines.filter_map(|(&line, spoken)| Some((line, spoken.clone()?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn only_unknown_lines_are_loaded_and_failed_ones_are_retried() {
        let spoken = SpokenLine::from_clips(&[vec![0.5; 100]]);
        let known = Narration::new([(Line::HalfWay, spoken.clone())]);
        let lines = vec![Line::HalfWay, Line::Prepare, Line::Rest];
        let source = SpeechSource { voice: AppVoice::Higher, recordings: 7 };
        let request = SpeechRequest::new(None, source, lines.clone(), &known);
        assert!(request.will_have(&lines, source) && request.is_of(None, source));
        for other in [
            SpeechSource { recordings: 8, ..source },
            SpeechSource { voice: AppVoice::Lower, ..source },
        ] {
            assert!(!request.will_have(&lines, other) && !request.is_of(None, other), "{other:?}");
        }
        assert_eq!(request.next_missing(), Some((1, Line::Prepare)));
        assert_eq!(request.next_missing(), Some((2, Line::Rest)));
        assert_eq!(request.next_missing(), None);
        request.put(2, Some(spoken));
        assert!(!request.is_done());
        request.put(1, None);
        assert!(request.is_done() && !request.will_have(&lines, source));
        let loaded: Vec<_> = request.loaded().into_iter().map(|(line, _)| line).collect();
        assert_eq!(loaded, [Line::HalfWay, Line::Rest]);
    }
}
