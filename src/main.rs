//! The app's entry: the page in a browser, a hint everywhere else.

fn main() {}
