//! Measures how long it takes to compile and render a track: `cargo bench -p unknot-soundtrack`.
#![expect(clippy::print_stdout, reason = "prints its results")]
#![expect(clippy::disallowed_methods, reason = "measures real time")]

#[path = "../tests/soundtrack/typical.rs"]
mod typical;

use std::time::{Duration, Instant};

use unknot_core::domain::bell::Bell;
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{Mix, Sounds, compile};

const RUNS: usize = 15;

fn main() {
    let ten = measure(10);
    let sixty = measure(60);
    println!("60 min / 10 min: {:.2}", sixty.as_secs_f64() / ten.as_secs_f64());
}

/// The median time of compiling a session of this length and rendering all its parts.
fn measure(minutes: u32) -> Duration {
    let timeline = typical::session(minutes);
    let mix = Mix::new(80, Bell::default());
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let track = compile(&timeline, &mix, Millis::ZERO);
            let mut sounds = Sounds::new(&mix);
            for number in 0..track.distinct() {
                std::hint::black_box(sounds.render(&track, number));
            }
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let (least, median) = (times[0], times[RUNS / 2]);
    let track = compile(&timeline, &mix, Millis::ZERO);
    println!(
        "{minutes} min: {median:.1?} (least {least:.1?}), {} parts, {} distinct",
        track.parts().len(),
        track.distinct(),
    );
    median
}
