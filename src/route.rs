//! Routes: the part of the address after `#` says which page is shown, which works on any static host and offline
//! (docs/adr/0004-hash-routes.md).

use unknot_core::domain::time::Millis;

/// A page and its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Today,
    Library,
    /// A routine, by slug.
    Routine(String),
    /// A pose, by slug.
    Pose(String),
    /// A session of a routine, with a length if one was chosen.
    Session {
        routine: String,
        length: Option<Millis>,
    },
    Progress,
    Settings,
    /// Backups, and what moves between devices and apps.
    YourData,
    Sounds,
    /// The lines of a routine, by slug, for recording them; empty for the list of routines.
    Recordings(String),
    LockTest,
    Safety,
    AboutYou,
    Flare,
    Learn,
    /// A topic of the learning pages, by slug.
    LearnTopic(String),
    /// An address that leads nowhere.
    Unknown,
}

/// The slug of the routine of the day.
pub(crate) const OF_THE_DAY: &str = "today";

impl Route {
    /// The route for a fragment.
    pub(crate) fn parse(fragment: &str) -> Self {
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Today,
            ["library"] => Self::Library,
            ["routine", slug] => Self::Routine((*slug).to_owned()),
            ["pose", slug] => Self::Pose((*slug).to_owned()),
            ["session", slug] => {
                Self::Session { routine: (*slug).to_owned(), length: minutes(query) }
            }
            ["progress"] => Self::Progress,
            ["settings"] => Self::Settings,
            ["your-data"] => Self::YourData,
            ["sounds"] => Self::Sounds,
            ["recordings"] => Self::Recordings(String::new()),
            ["recordings", slug] => Self::Recordings((*slug).to_owned()),
            ["lock-test"] => Self::LockTest,
            ["safety"] => Self::Safety,
            ["about-you"] => Self::AboutYou,
            ["flare"] => Self::Flare,
            ["learn"] => Self::Learn,
            ["learn", slug] => Self::LearnTopic((*slug).to_owned()),
            _ => Self::Unknown,
        }
    }

    /// The fragment of the route, without `#`.
    pub(crate) fn fragment(&self) -> String {
        match self {
            Self::Today | Self::Unknown => "/".to_owned(),
            Self::Library => "/library".to_owned(),
            Self::Routine(slug) => format!("/routine/{slug}"),
            Self::Pose(slug) => format!("/pose/{slug}"),
            Self::Session { routine, length: None } => format!("/session/{routine}"),
            Self::Session { routine, length: Some(length) } => {
                format!("/session/{routine}?min={}", length.as_secs() / 60)
            }
            Self::Progress => "/progress".to_owned(),
            Self::Settings => "/settings".to_owned(),
            Self::YourData => "/your-data".to_owned(),
            Self::Sounds => "/sounds".to_owned(),
            Self::Recordings(slug) => format!("/recordings/{slug}"),
            Self::LockTest => "/lock-test".to_owned(),
            Self::Safety => "/safety".to_owned(),
            Self::AboutYou => "/about-you".to_owned(),
            Self::Flare => "/flare".to_owned(),
            Self::Learn => "/learn".to_owned(),
            Self::LearnTopic(slug) => format!("/learn/{slug}"),
        }
    }

    /// The address for a link.
    pub(crate) fn href(&self) -> String {
        format!("#{}", self.fragment())
    }
}

fn minutes(query: &str) -> Option<Millis> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("min="))?;
    let minutes: u32 = value.parse().ok()?;
    (1..=180).contains(&minutes).then(|| Millis::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn every_route_round_trips_through_its_address() {
        let routes = [
            Route::Today,
            Route::Library,
            Route::Routine("breath-awareness".into()),
            Route::Pose("cat-cow".into()),
            Route::Session { routine: "breath-awareness".into(), length: None },
            Route::Session { routine: OF_THE_DAY.into(), length: Some(Millis::minutes(7)) },
            Route::Progress,
            Route::Settings,
            Route::YourData,
            Route::Sounds,
            Route::Recordings(String::new()),
            Route::Recordings("desk-break-3".into()),
            Route::LockTest,
            Route::Safety,
            Route::AboutYou,
            Route::Flare,
            Route::Learn,
            Route::LearnTopic("exercise".into()),
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.fragment()), route);
        }
    }

    #[wasm_bindgen_test]
    fn invalid_addresses_are_handled() {
        assert_eq!(Route::parse("/nowhere/at/all"), Route::Unknown);
        assert_eq!(Route::parse(""), Route::Today);
        let odd = Route::parse("/session/x?min=-3");
        assert_eq!(odd, Route::Session { routine: "x".into(), length: None });
    }
}
