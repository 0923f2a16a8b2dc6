//! Writes a page that shows every pose: several frames, both sides, light and dark.
//!
//! `cargo run -p unknot-figure --example contact_sheet -- sheet.html`. A comma-separated list of
//! slugs as second argument shows only these, and larger.

use std::fmt::Write as _;

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::time::Millis;
use unknot_figure::{Figure, MotionPhase, Placement};

const STYLE: &str = "
body { margin: 0; font: 12px sans-serif; background: #f3ede1 }
section { display: flex; flex-wrap: wrap; gap: 6px; padding: 6px }
h2 { width: 100%; margin: 4px 0 0; font-size: 12px }
svg { height: 148px; width: 140px; border-radius: 10px }
body.large svg { height: 300px; width: 300px }
.light { background: #fffdf8 } .dark { background: #14262b }
.light .fig-body, .light .fig-near { fill: #1f4149 } .dark .fig-body, .dark .fig-near { fill: #e6ece4 }
.light .fig-far { fill: #a9b8b3 } .dark .fig-far { fill: #8fa3a3 }
.light .fig-accent { fill: #b4512c } .dark .fig-accent { fill: #eb9a70 }
.light .fig-prop { fill: #dfd2bb } .dark .fig-prop { fill: #5a7075 }
";

fn main() -> std::io::Result<()> {
    let out = std::env::args().nth(1).unwrap_or_else(|| "contact_sheet.html".to_owned());
    let only = std::env::args().nth(2).unwrap_or_default();
    let mut page = format!("<!doctype html><meta charset=utf-8><style>{STYLE}</style>");
    page.push_str(if only.is_empty() { "<body>" } else { "<body class=large>" });
    for &pose in PoseId::all()
        .iter()
        .filter(|pose| only.is_empty() || only.split(',').any(|slug| slug == pose.slug()))
    {
        let _ = write!(page, "<section><h2>{}</h2>", pose.slug());
        let [Some(left), Some(right)] =
            [Side::Left, Side::Right].map(|side| Figure::of(pose, Some(side)))
        else {
            continue;
        };
        for (theme, figure, side, times) in [
            ("light", &right, Side::Right, &[0, 500, 833, 1250, 1667, 2000, 2500][..]),
            ("light", &left, Side::Left, &[1250, 1500][..]),
            ("dark", &left, Side::Left, &[1500][..]),
        ] {
            for &at in times {
                let (elapsed, length) = (Millis(at), Millis(3000));
                let phase = MotionPhase::Repetition { side: Some(side), elapsed, length };
                draw(&mut page, theme, figure, &figure.frame(phase));
            }
        }
        draw(&mut page, "light", &right, &right.frame(MotionPhase::Hold { elapsed: Millis(4000) }));
        draw(&mut page, "dark", &right, &right.still());
        page.push_str("</section>");
    }
    std::fs::write(out, page)
}

fn draw(page: &mut String, theme: &str, figure: &Figure, frame: &[Placement]) {
    let view_box = figure.view_box().attribute();
    let _ = write!(page, "<svg class={theme} viewBox=\"{view_box}\">");
    for (shape, placement) in figure.shapes().iter().zip(frame) {
        let (class, path) = (shape.layer.class(), &shape.path);
        let _ = write!(
            page,
            "<path class={class} d=\"{path}\" transform=\"{}\"/>",
            placement.attribute()
        );
    }
    page.push_str("</svg>");
}
