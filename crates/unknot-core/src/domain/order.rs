//! Sorting and sorted sets, made small.
//!
//! The standard library's sorts are made for millions of items and weigh some 7 KB of code for
//! each type that they sort: a twelfth of the app, for lists of a few hundred. What is sorted here
//! is short, or is sorted already but for its end.

use std::cmp::Ordering;
use std::ops::Range;

/// Sorts by `order`; what it calls equal keeps its order. Takes one pass where nothing is to be
/// done, and about `n * log(n)` comparisons at worst.
pub fn sort_by<T>(items: &mut Vec<T>, order: &dyn Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    sort_places(&mut places, &|&a, &b| order(&items[a], &items[b]));
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| unsorted[place].take()));
}

/// Merges halves, each sorted in the same way. Only places are sorted, so that this is here once.
fn sort_places(places: &mut [usize], order: &dyn Fn(&usize, &usize) -> Ordering) {
    if places.is_sorted_by(|a, b| order(a, b) != Ordering::Greater) {
        return;
    }
    let (left, right) = places.split_at_mut(places.len() / 2);
    sort_places(left, order);
    sort_places(right, order);
    let (left, right) = (left.to_vec(), right.to_vec());
    let (mut left, mut right) = (left.as_slice(), right.as_slice());
    for place in places {
        let takes_right = match (left, right) {
            ([a, ..], [b, ..]) => order(b, a) == Ordering::Less,
            (left, _) => left.is_empty(),
        };
        let from = if takes_right { &mut right } else { &mut left };
        if let [next, rest @ ..] = *from {
            *place = *next;
            *from = rest;
        }
    }
}

/// A set, kept as a sorted list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedSet<T>(Vec<T>);

impl<T: Ord> SortedSet<T> {
    /// Whether it holds `item`.
    pub fn contains(&self, item: &T) -> bool {
        self.0.binary_search(item).is_ok()
    }

    /// Those from `range.start` up to but without `range.end`, in order.
    pub fn within(&self, range: &Range<T>) -> &[T] {
        let from = self.0.partition_point(|item| *item < range.start);
        let to = self.0.partition_point(|item| *item < range.end);
        &self.0[from..to.max(from)]
    }

    /// All of them, in order.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items: Vec<T> = items.into_iter().collect();
        sort_by(&mut items, &T::cmp);
        items.dedup();
        Self(items)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut items: Vec<(u8, u16)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by(&mut items, &|a, b| a.0.cmp(&b.0));
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn a_sorted_set_is_a_set(items: Vec<u8>, from: u8, to: u8) {
            let expected: BTreeSet<u8> = items.iter().copied().collect();
            let set: SortedSet<u8> = items.into_iter().collect();
            for item in 0..=u8::MAX {
                prop_assert_eq!(set.contains(&item), expected.contains(&item));
            }
            let within = expected.iter().copied().filter(|item| (from..to).contains(item));
            prop_assert_eq!(set.within(&(from..to)), within.collect::<Vec<_>>());
            prop_assert_eq!(set.into_vec(), expected.into_iter().collect::<Vec<_>>());
        }
    }
}
