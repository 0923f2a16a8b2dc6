//! The catalog: the poses and routines that ship with the app.
//!
//! Some routines are available from the start, the others once the library is open.

use std::collections::HashMap;
use std::sync::OnceLock;

pub use unknot_content::{GuideId, PoseId};

use super::routine::Routine;
use crate::content;

/// All available routines, in display order.
pub fn routines() -> impl Iterator<Item = &'static Routine> {
    content::parts().flat_map(|part| &part.routines)
}

/// The routines of a first visit, which are always available.
pub fn first_routines() -> &'static [Routine] {
    &content::first().routines
}

/// Sorts routines by a rank, the lowest first; equal ranks keep their order.
pub fn sort_by_rank(routines: &mut [&'static Routine], rank: &dyn Fn(&Routine) -> usize) {
    routines.sort_by_cached_key(|routine| rank(routine));
}

/// Whether two routines are the same. The catalog has each once.
pub fn is_same(one: &Routine, other: &Routine) -> bool {
    std::ptr::eq(one, other)
}

/// The available routine with this slug.
pub fn routine(slug: &str) -> Option<&'static Routine> {
    static INDEX: [OnceLock<HashMap<&str, &Routine>>; 2] = [OnceLock::new(), OnceLock::new()];
    content::parts().zip(&INDEX).find_map(|(part, index)| {
        let index = index.get_or_init(|| {
            part.routines.iter().map(|routine| (&*routine.slug, routine)).collect()
        });
        index.get(slug).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::routine::StepSide;
    use crate::domain::time::Millis;

    #[test]
    fn routines_are_sorted_by_rank_and_keep_their_order() {
        let mut sorted: Vec<_> = routines().collect();
        sort_by_rank(&mut sorted, &|routine| routine.steps.len() % 3);
        let mut expected: Vec<_> = routines().collect();
        expected.sort_by_key(|routine| routine.steps.len() % 3);
        assert_eq!(sorted, expected);
    }

    #[test]
    fn second_side_follows_first_with_equal_work() {
        for routine in routines() {
            for (index, step) in routine.steps.iter().enumerate() {
                if step.side == StepSide::First {
                    let second = &routine.steps[index + 1];
                    assert_eq!(second.side, StepSide::Second, "{}", routine.slug);
                    assert_eq!((second.pose, second.work), (step.pose, step.work));
                }
            }
        }
    }

    #[test]
    fn morning_mobility_has_thirteen_steps_in_ten_minutes() {
        let morning = routine("morning-mobility").unwrap();
        assert_eq!(morning.steps.len(), 13);
        assert_eq!(morning.length(), Millis::minutes(10));
    }
}
