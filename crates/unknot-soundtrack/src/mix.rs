//! The mix: sounds added up at their samples, a part at a time.

use super::carrier;
use super::palette::Signal;
use super::plan::{Bells, Mix, Part, Sound, Track};
use super::voice::{Making, whole};

/// Up to here a sum of sounds is left as it is, and from here on it is rounded off more and more,
/// so that it gets near full scale and never over it. No sound gets here by itself.
pub const KNEE: i16 = 24_000;

/// The sounds of a mix, and what is rendered with them. Each is made once, when it is first heard
/// or before that ([`Sounds::make_more`]), and serves for any number of tracks with those bells.
pub struct Sounds {
    bells: Bells,
    carrier: Vec<i16>,
    clips: Vec<(Signal, Vec<i16>)>,
    /// The one in hand.
    making: Option<(Signal, Making)>,
}

impl Sounds {
    /// None yet.
    pub fn new(mix: &Mix) -> Self {
        Self { bells: mix.bells, carrier: carrier::cycle(), clips: Vec::new(), making: None }
    }

    /// Whether they are those of a mix, whatever is said in it.
    pub fn are_of(&self, mix: &Mix) -> bool {
        self.bells == mix.bells
    }

    /// Goes on a little with those that have not been made. Answers false where there is none.
    pub fn make_more(&mut self) -> bool {
        self.make_of(Signal::ALL)
    }

    /// The same with those that a part needs. Without this, [`Sounds::render`] makes them at once.
    pub fn make_more_for(&mut self, track: &Track, number: usize) -> bool {
        self.make_of(track.part(number).heard.iter().filter_map(|heard| match heard.sound {
            Sound::Struck(signal) => Some(signal),
            Sound::Said(_) => None,
        }))
    }

    fn make_of(&mut self, signals: impl IntoIterator<Item = Signal>) -> bool {
        let missing = signals.into_iter().find(|signal| self.place(*signal).is_none());
        if let Some(signal) = missing {
            self.go_on(signal);
        }
        missing.is_some()
    }

    /// Goes on with the one in hand, or else begins another.
    fn go_on(&mut self, next: Signal) {
        let (signal, mut making) = self.making.take().unwrap_or_else(|| {
            (next, Making::new(next.recipe(self.bells.bell), self.bells.gain()))
        });
        if making.step() {
            self.making = Some((signal, making));
        } else {
            self.clips.push((signal, making.finish()));
        }
    }

    /// The part of that number of a track of this mix, as little-endian samples of 16 bits.
    pub fn render(&mut self, track: &Track, number: usize) -> Vec<u8> {
        self.render_part(track.mix(), track.part(number))
    }

    /// Those of the longest quiet part, which has the number 0, a few seconds at a time: the piece of that number, counted
    /// from 0; `None` after the last.
    pub fn render_quiet(&mut self, track: &Track, piece: usize) -> Option<Vec<u8>> {
        let piece = track.quiet_piece(piece)?;
        Some(self.render_part(track.mix(), &piece))
    }

    fn render_part(&mut self, mix: &Mix, part: &Part) -> Vec<u8> {
        let mut sum = vec![0; part.samples];
        let ambience = mix.ambience().iter().cycle().skip(part.phase);
        for (sum, &sample) in sum.iter_mut().zip(ambience) {
            *sum = i32::from(sample);
        }
        for heard in &part.heard {
            let Sound::Struck(signal) = heard.sound else { continue };
            let sounding = self.clip(signal).iter().skip(heard.skipped);
            for (sum, &sample) in sum.iter_mut().skip(heard.start).zip(sounding) {
                *sum += i32::from(sample);
            }
        }
        if let Some(speech) = mix.narration().speech() {
            speech.speak(&mut sum, &part.heard, mix.voice_gain());
        }
        let carrier = self.carrier.iter().copied().map(i32::from).cycle();
        let mut bytes = vec![0; sum.len() * size_of::<i16>()];
        let samples = sum.into_iter().zip(carrier);
        for (bytes, (sum, carrier)) in bytes.as_chunks_mut().0.iter_mut().zip(samples) {
            *bytes = round_off(sum + carrier).to_le_bytes();
        }
        bytes
    }

    /// The samples of a signal.
    fn clip(&mut self, signal: Signal) -> &[i16] {
        let place = loop {
            match self.place(signal) {
                Some(place) => break place,
                None => self.go_on(signal),
            }
        };
        &self.clips[place].1
    }

    fn place(&self, signal: Signal) -> Option<usize> {
        self.clips.iter().position(|(made, _)| *made == signal)
    }
}

/// A sample of the sum, as it is up to the knee. From there the rest of the way to full scale is
/// gone more and more slowly, without a corner at the knee.
fn round_off(sum: i32) -> i16 {
    let knee = i32::from(KNEE);
    let over = sum.abs() - knee;
    let level = if over <= 0 {
        sum
    } else {
        let room = f64::from(i16::MAX - KNEE);
        let over = f64::from(over);
        // The fraction is below 1, and its product exact enough to be the same everywhere.
        sum.signum() * (knee + i32::from(whole(room * over / (room + over))))
    };
    i16::try_from(level).unwrap_or(if level < 0 { i16::MIN } else { i16::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_off_keeps_order_and_sign_and_never_reaches_full_scale() {
        let knee = i32::from(KNEE);
        for sum in 0..=knee {
            assert_eq!(i32::from(round_off(sum)), sum);
        }
        let loud: Vec<i16> = (knee..2_000_000).step_by(7).map(round_off).collect();
        assert!(loud.is_sorted());
        assert!(loud.windows(2).all(|pair| pair[1] - pair[0] <= 7), "a corner or a step");
        assert!(round_off(1_000_000) < i16::MAX);
        assert_eq!(round_off(-1_000_000), -round_off(1_000_000));
    }
}
