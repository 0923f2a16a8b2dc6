//! What is heard behind a session: made once it is chosen, a second at a time, and handed to whatever track is next.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::driver::Driver;
use crate::dom::Live;
use crate::domain::background::Background;
use crate::domain::settings::Settings;
use crate::platform::slices::Slices;
use crate::soundtrack::{Ambience, Loop};

/// What follows the settings, to be called by an effect once its code has come.
pub(super) fn accompanying(driver: Rc<Driver>, settings: Live<Settings>) -> Box<dyn Fn()> {
    let last = Cell::new((Background::Nothing, 0));
    let making: RefCell<Option<Slices>> = RefCell::default();
    Box::new(move || {
        let (background, percent) =
            settings.with(|settings| (settings.background, settings.background_percent));
        if last.replace((background, percent)) == (background, percent) {
            return;
        }
        making.take();
        if background == Background::Nothing || percent == 0 {
            return driver.accompany(Ambience::default());
        }
        let (driver, mut made) = (driver.clone(), Some(Loop::new(background, percent)));
        making.replace(Slices::run(move || {
            if made.as_mut().is_some_and(Loop::step) {
                return true;
            }
            if let Some(whole) = made.take() {
                driver.accompany(whole.finish());
            }
            false
        }));
    })
}
