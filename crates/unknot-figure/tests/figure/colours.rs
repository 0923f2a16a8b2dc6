//! The colours of the figure stand out: from the page, and from each other where they mean different things.
//!
//! The numbers are contrast ratios after WCAG 2.2; what is needed to understand a picture has at least 3:1 (1.4.11).

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../../../style/tokens.css");
const STYLE: &str = include_str!("../../../../style/components/figure.css");

/// The colours of a theme, by their names.
type Theme = BTreeMap<&'static str, [f64; 3]>;

/// The light theme and the dark one.
fn themes() -> [Theme; 2] {
    [0, 1].map(|theme| {
        let token = |line: &'static str| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(#")?;
            let (light, dark) = value.split_once(", #")?;
            let hex = if theme == 0 { light } else { &dark[..6] };
            let channel = |at: usize| {
                let value = u8::from_str_radix(&hex[at..at + 2], 16).expect("two hex digits");
                let share = f64::from(value) / 255.0;
                if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            Some((name, [channel(0), channel(2), channel(4)]))
        };
        TOKENS.lines().filter_map(token).collect()
    })
}

fn contrast(theme: &Theme, a: &str, b: &str) -> f64 {
    let luminance = |name: &str| {
        let [red, green, blue] = theme[name];
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let [a, b] = [luminance(a), luminance(b)];
    a.max(b) / a.min(b)
}

#[test]
fn what_is_drawn_stands_out_from_the_ground() {
    for (theme, name) in themes().iter().zip(["light", "dark"]) {
        for drawn in ["figure-body", "figure-far", "figure-accent", "figure-prop"] {
            for ground in ["paper", "card"] {
                let ratio = contrast(theme, drawn, ground);
                assert!(ratio >= 3.0, "{name}: {drawn} on {ground}: {ratio:.2}");
            }
        }
        // A pillow on a mat, and a strap in front of it.
        let ratio = contrast(theme, "figure-prop", "figure-mat");
        assert!(ratio >= 3.0, "{name}: a prop on a mat: {ratio:.2}");
    }
}

/// The body is what the eye goes to; things around it are quieter, and the ground quieter still.
#[test]
fn things_are_quieter_than_the_body() {
    for (theme, name) in themes().iter().zip(["light", "dark"]) {
        let of = |drawn: &str| contrast(theme, drawn, "card");
        assert!(of("figure-body") > 2.0 * of("figure-prop"), "{name}");
        assert!(of("figure-body") > 1.5 * of("figure-far"), "{name}");
        assert!(of("figure-prop") > 2.0 * of("figure-mat"), "{name}");
        for (a, b) in [("figure-body", "figure-far"), ("figure-body", "figure-prop")] {
            assert!(contrast(theme, a, b) >= 2.0, "{name}: {a} beside {b}");
        }
    }
}

/// The grey of the far limbs means nothing else: things have their own hue, a warm one.
#[test]
fn grey_is_for_far_limbs_alone() {
    for theme in themes() {
        let warmth = |name: &str| theme[name][0] - theme[name][2];
        assert!(warmth("figure-prop") > 0.05, "a thing is warm");
        assert!(warmth("figure-far") < 0.0, "a far limb is cool");
    }
    for line in STYLE.lines().filter(|line| line.contains("var(--figure-far)")) {
        assert_eq!(line.trim(), "fill: var(--figure-far);");
    }
    assert_eq!(STYLE.matches("var(--figure-far)").count(), 1, "one class has the colour");
}
