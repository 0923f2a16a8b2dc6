//! Where the app lives: a folder of a host. Everything that it shares with its other tabs has the path of the folder in its
//! name, because another copy of the app can live in another folder of the same host (docs/adr/0023-names-by-folder.md).

use super::globals::window;

/// The path of the folder, from the host's root: `/` or `/a/`.
pub(super) fn path() -> String {
    let mut path = window().location().pathname().unwrap_or_default();
    path.truncate(path.rfind('/').map_or(0, |end| end + 1));
    if path.is_empty() { "/".to_owned() } else { path }
}

/// The address of the folder.
pub(super) fn url() -> String {
    window().location().origin().unwrap_or_default() + &path()
}

/// Whether the app lives at the root of its host.
pub(crate) fn is_root() -> bool {
    path() == "/"
}

/// The name under which this copy stores, locks or sends something: `/a/unknot-log`. At the root, where names have always
/// been without a path, it is `name` itself.
pub(super) fn name(name: &str) -> String {
    let path = path();
    if path == "/" { name.to_owned() } else { path + name }
}

/// Without the path, a name of this copy. `None` if the name is that of a copy in another folder.
pub(super) fn without_path(full: &str) -> Option<&str> {
    full.strip_prefix(&name(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Moved;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn names_have_the_path_of_the_folder_except_at_the_root() {
        for address in ["/", "/index.html", "/?source=pwa#/settings"] {
            let _moved = Moved::to(address);
            assert!(is_root());
            assert_eq!(name("unknot-log"), "unknot-log");
            assert_eq!(without_path("unknot-log"), Some("unknot-log"));
        }
        for address in ["/a/b/", "/a/b/index.html", "/a/b/?x=/c/#/settings"] {
            let _moved = Moved::to(address);
            assert!(!is_root());
            assert_eq!(path(), "/a/b/");
            assert_eq!(name("unknot-log"), "/a/b/unknot-log");
            assert_eq!(without_path("/a/b/unknot-log"), Some("unknot-log"));
            for other in ["unknot-log", "/a/unknot-log", "/b/unknot-log"] {
                assert_eq!(without_path(other), None);
            }
        }
    }
}
