//! How articles end: with something to do, and with places in the app to which they lead.

use unknot_content::learn::Link;

use super::{PageSource, Structure};
use crate::catalog::Catalog;

/// The valid number of things to do at the end of an article.
const TRIES: std::ops::RangeInclusive<usize> = 1..=8;
/// The valid number of places to which an article leads.
const LINKS: std::ops::RangeInclusive<usize> = 1..=4;

impl Structure {
    /// Checks that the places exist to which articles lead, and that each article ends with
    /// something to do.
    ///
    /// # Panics
    /// If one doesn't.
    pub(crate) fn check_links(&self, catalog: &Catalog) {
        for PageSource { slug, tries, links, .. } in &self.page {
            assert!(TRIES.contains(&tries.len()), "learn.toml: {slug}: {} tries", tries.len());
            assert!(LINKS.contains(&links.len()), "learn.toml: {slug}: {} links", links.len());
            for link in links {
                let exists = match link {
                    Link::Routine(other) => {
                        catalog.routines.iter().any(|routine| &routine.slug == other)
                    }
                    Link::Page(other) => {
                        other != slug && self.page.iter().any(|page| &page.slug == other)
                    }
                    Link::Pose(_) | Link::AboutYou | Link::Flare | Link::Signs => true,
                };
                assert!(exists, "learn.toml: {slug} leads to {link:?}, which doesn't exist");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An article that ends with these entries, beside another one.
    fn article(end: &str) -> Structure {
        let page = |slug: &str, end: &str| {
            format!("[[page]]\nslug = \"{slug}\"\ngroup = \"pain\"\nshort = []\nsay = []\n{end}\n")
        };
        let sound = "try = [{ id = \"t\", sources = [\"s\"] }]\nlinks = [\"signs\"]";
        let rest = "[source.s]\nyear = 2020\n[text]";
        Structure::parse(&format!("sign = []\n{}{}{rest}", page("a", end), page("b", sound)))
    }

    fn check(end: &str) {
        article(end).check_links(&Catalog::parse("routine = []"));
    }

    const TRY: &str = "try = [{ id = \"t\", sources = [\"s\"] }]";

    #[test]
    fn articles_may_lead_to_other_articles_poses_and_pages_of_the_app() {
        for links in
            [r#"[{ page = "b" }]"#, r#"["flare", { pose = "cat-cow" }]"#, r#"["about-you"]"#]
        {
            check(&format!("{TRY}\nlinks = {links}"));
        }
    }

    #[test]
    #[should_panic(expected = "which doesn't exist")]
    fn articles_lead_nowhere_else() {
        check(&format!("{TRY}\nlinks = [{{ page = \"c\" }}]"));
    }

    #[test]
    #[should_panic(expected = "which doesn't exist")]
    fn articles_lead_to_no_routine_that_is_not_in_the_catalog() {
        check(&format!("{TRY}\nlinks = [{{ routine = \"c\" }}]"));
    }

    #[test]
    #[should_panic(expected = "0 tries")]
    fn articles_end_with_something_to_do() {
        check("try = []\nlinks = [\"signs\"]");
    }
}
