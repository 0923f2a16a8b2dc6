//! Writes a page that shows every pose and the ways to the floor and up: several frames, both sides, light and dark.
//!
//! `cargo run -p unknot-figure --example contact_sheet -- sheet.html`. A comma-separated list of
//! slugs as second argument shows only these, and larger; `ways` shows only the ways.

use std::fmt::Write as _;

use unknot_content::figure::Way;
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
.light { color-scheme: light } .dark { color-scheme: dark } .light, .dark { background: var(--card) }
";

/// The colours of the app.
const COLOURS: [&str; 2] = [
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/components/figure.css"),
];

fn main() -> std::io::Result<()> {
    let out = std::env::args().nth(1).unwrap_or_else(|| "contact_sheet.html".to_owned());
    let only = std::env::args().nth(2).unwrap_or_default();
    let mut page =
        format!("<!doctype html><meta charset=utf-8><style>{}{STYLE}</style>", COLOURS.concat());
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
    for way in Way::ALL.into_iter().filter(|_| only.is_empty() || only == "ways") {
        let _ = write!(page, "<section><h2>{way:?}</h2>");
        let figure = Figure::of_way(way);
        for at in [0, 1000, 1700, 2400, 3000, 4000, 6000] {
            let phase = MotionPhase::Hold { elapsed: Millis(at) };
            draw(&mut page, "light", &figure, &figure.frame(phase));
        }
        draw(&mut page, "dark", &figure, &figure.still());
        page.push_str("</section>");
    }
    std::fs::write(out, page)
}

fn draw(page: &mut String, theme: &str, figure: &Figure, frame: &[Placement]) {
    let view_box = figure.view_box().attribute();
    let _ = write!(page, "<svg class={theme} viewBox=\"{view_box}\">");
    let lens = figure.lens();
    let edges =
        lens.as_ref().map_or((usize::MAX, usize::MAX), |it| (it.shapes.start, it.shapes.end));
    for coat in figure.coats() {
        if let Some(lens) = lens.as_ref().filter(|_| coat.shapes.start == edges.0) {
            let ([x, y], radius, id) = (lens.middle, lens.radius, page.len());
            let _ = write!(
                page,
                "<clipPath id=l{id}><circle cx={x} cy={y} r={radius} /></clipPath><g clip-path=\"url(#l{id})\">"
            );
        }
        if coat.shapes.start == edges.1 {
            page.push_str("</g>");
        }
        let (class, path) = (coat.layer.class(), coat.path(figure, frame));
        let _ = write!(page, "<path class={class} d=\"{path}\"/>");
    }
    if edges.1 == figure.shapes().len() {
        page.push_str("</g>");
    }
    page.push_str("</svg>");
}
