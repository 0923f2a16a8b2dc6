//! The core's estimate of how long a line takes bounds what each of the app's voices takes.

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::{Line, Side};
use unknot_core::domain::pose::Sides;
use unknot_core::i18n::speaking_time;

use super::spoken;
use crate::receiver::sample_at;

/// The pause between two lines, in samples.
const GAP: usize = 350 * 24;
/// The pause between what to do and the bell that opens the work, in samples.
const BEFORE_BELL: usize = 300 * 24;

#[test]
fn the_words_of_every_pose_take_no_longer_than_planned() {
    let mut problems = Vec::new();
    let mut spare = Vec::new();
    for &pose in PoseId::all() {
        let sides: &[Option<Side>] = match pose.pose().sides {
            Sides::Each => &[Some(Side::Left), Some(Side::Right)],
            _ => &[None],
        };
        for &side in sides {
            let lines = [Line::SetUp(pose, side), Line::Action(pose, side)];
            let [set_up, action] = lines.map(|line| sample_at(speaking_time(line)));
            for voice in AppVoice::all() {
                let [set_up_spoken, action_spoken] =
                    lines.map(|line| spoken(voice, line).samples().len());
                let both = set_up_spoken + GAP + action_spoken;
                let planned = set_up + action + BEFORE_BELL;
                if both > planned || action_spoken > action + BEFORE_BELL {
                    problems.push(format!(
                        "{voice:?}, {pose:?}: {} ms, of which {} ms, not {} and {} ms",
                        both / 24,
                        action_spoken / 24,
                        planned / 24,
                        (action + BEFORE_BELL) / 24
                    ));
                }
                spare.push(planned.saturating_sub(both));
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
    // A wrong estimate that is far too long would leave people waiting.
    let mean = spare.iter().sum::<usize>() / spare.len() / 24;
    assert!(mean < 2500, "{mean} ms are left on average");
}
