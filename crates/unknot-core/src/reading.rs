//! Which page of Learn Today names: one that helps in a flare, one that fits what the person said
//! about themselves, or the next of those for everybody. It depends on the day, and not on chance or
//! on what was read.

use crate::domain::civil::CivilDay;
use crate::domain::settings::Settings;
use crate::i18n::learn::{Group, Page, pages};

/// The page of a day, never the same on two days in a row unless a flare begins or ends. `None`
/// before the library is open.
pub fn page_of(day: CivilDay, person: &Settings, is_in_flare: bool) -> Option<&'static Page> {
    let number = day.epoch_days();
    if is_in_flare {
        return nth(&pages().filter(|page| page.flare).collect::<Vec<_>>(), number);
    }
    let is_own = |page: &&Page| !page.made_for.and(person.cautions).is_empty();
    let (own, others): (Vec<_>, Vec<_>) =
        pages().filter(|page| is_own(page) || is_for_everybody(page)).partition(is_own);
    // Every second day, if there is any.
    if own.is_empty() {
        nth(&others, number)
    } else {
        nth(if number % 2 == 0 { &own } else { &others }, number.div_euclid(2))
    }
}

/// Whether it is about what everybody can do. What may be offered, such as medicines and operations,
/// is for who looks for it.
fn is_for_everybody(page: &Page) -> bool {
    matches!(page.group, Group::Pain | Group::First | Group::Daily)
}

/// The page with this number, beginning anew after the last one.
fn nth(pages: &[&'static Page], number: i32) -> Option<&'static Page> {
    let count = i32::try_from(pages.len()).ok().filter(|count| *count > 0)?;
    let place = usize::try_from(number.rem_euclid(count)).ok()?;
    pages.get(place).copied()
}
