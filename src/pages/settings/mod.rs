//! Settings: the ways to About you, to the signs and to Learn, then sound, voice, vibration, the session, the days, the theme, and the data.

mod days;
mod offline;
mod session;
mod sound;
mod storage;

use leptos::prelude::*;

use self::days::DaysSection;
use self::offline::OfflineSection;
use self::session::SessionSection;
use self::sound::SoundSection;
use self::storage::StorageSection;
use crate::components::radio_group::RadioGroup;
use crate::components::title::Title;
use crate::route::Route;
use crate::state::use_settings;
use unknot_core::domain::settings::Theme;
use unknot_core::i18n::{Key, fill, text};

/// The settings page.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let version = fill(Key::SettingsVersion, &[("version", env!("CARGO_PKG_VERSION"))]);
    view! {
        <Title heading=text(Key::SettingsTitle)/>
        <section class="card">
            <h2>{text(Key::AboutYouTitle)}</h2>
            <p class="soft">{text(Key::AboutYouBody)}</p>
            <a class="button" href=Route::AboutYou.href()>
                {text(Key::AboutYouOpen)}
            </a>
        </section>
        <LinkSection
            heading=Key::SettingsSafety
            link=Route::Safety
            label=Key::SettingsSafetyOpen
        />
        <LinkSection heading=Key::LearnPageTitle link=Route::Learn label=Key::LearnPageOpen/>
        <SoundSection/>
        <SessionSection/>
        <DaysSection/>
        <ThemeSection/>
        <StorageSection/>
        <OfflineSection/>
        <p class="soft">{version}</p>
        // In a window of its own, because an installed app has no way back from a text.
        <a class="link" href="./licences.txt" target="_blank" rel="noopener">
            {text(Key::SettingsLicences)}
        </a>
    }
}

/// A card that leads to another page.
#[component]
fn LinkSection(
    /// Its heading.
    heading: Key,
    /// The page.
    link: Route,
    /// What the link says.
    label: Key,
) -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(heading)}</h2>
            <a class="button" href=link.href()>
                {text(label)}
            </a>
        </section>
    }
}

/// The theme.
#[component]
fn ThemeSection() -> impl IntoView {
    let settings = use_settings();
    let options = [
        (Theme::System, Key::SettingsThemeSystem),
        (Theme::Light, Key::SettingsThemeLight),
        (Theme::Dark, Key::SettingsThemeDark),
    ];
    view! {
        <section class="card">
            <RadioGroup
                name="theme"
                legend=|| view! { <h2>{text(Key::SettingsLook)}</h2> }
                options=options.map(|(theme, name)| (theme, text(name).to_owned())).into()
                selected=settings.select(|settings| settings.theme)
                on_select=move |theme| settings.set_theme(theme)
            />
        </section>
    }
}
