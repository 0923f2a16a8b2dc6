//! Lists of texts in one text.

/// Puts one more on a list of texts with `between` between them. Texts that are not empty, or the list begins anew.
///
/// Like the sorts (`order`), the standard library's joining weighs more than it does here.
pub fn append(list: &mut String, between: &str, next: &str) {
    if !list.is_empty() {
        list.push_str(between);
    }
    list.push_str(next);
}
