//! What hurt.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::catalog::PoseId;
use crate::history::Log;

use super::practice::practice_in;
use super::span::Span;

/// A pose that hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HurtCount {
    /// The pose, even if a variation of it hurt.
    pub pose: PoseId,
    /// In how many sessions, at least one.
    pub sessions: u32,
}

/// The poses that hurt on the days of `span`, those of the most sessions first, then in the order of the catalog.
pub fn hurts(log: &Log, span: Span) -> Vec<HurtCount> {
    let mut counts: BTreeMap<PoseId, u32> = BTreeMap::new();
    for session in practice_in(log, span) {
        let hurts = session.record().map_or(&[][..], |record| &record.hurts);
        let mut poses: Vec<_> = hurts.iter().map(|hurt| hurt.pose).collect();
        poses.sort();
        poses.dedup();
        for pose in poses {
            *counts.entry(pose).or_default() += 1;
        }
    }
    let mut hurts: Vec<_> =
        counts.into_iter().map(|(pose, sessions)| HurtCount { pose, sessions }).collect();
    hurts.sort_by_key(|hurt| Reverse(hurt.sessions));
    hurts
}
