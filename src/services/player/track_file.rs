//! A track on its way into a file, a part at a time.

use std::cell::RefCell;
use std::mem;
use std::rc::Rc;

use crate::domain::cue::Cue;
use crate::domain::settings::Settings;
use crate::platform::pieces::{Bytes, File, NoFile, Piece, Pieces};
use crate::soundtrack::{self, Ambience, Mix, Narration, Sounds, Track};

/// A part may take so many bytes more in the file than it has, before it becomes a piece that is
/// shared: to make one takes a browser as long as to copy these.
const COPIED: usize = 64 * 1024;

/// How a track is mixed for who has these settings, with what it says and what is heard behind it.
pub(crate) fn mix_of(settings: &Settings, narration: Narration, ambience: Ambience) -> Mix {
    let mix = Mix::new(settings.bells, settings.bell);
    mix.saying(narration, settings.voice_percent).before(ambience)
}

/// The file of a few sounds alone, made at once.
pub(crate) fn sample(cues: &[Cue], mix: &Mix) -> Result<File, NoFile> {
    let sounds = Rc::new(RefCell::new(Sounds::new(mix)));
    TrackFile::new(soundtrack::sample(cues, mix), sounds).finish()
}

/// A file in the making. What has been rendered is the browser's at once.
pub(crate) struct TrackFile {
    track: Track,
    sounds: Rc<RefCell<Sounds>>,
    file: Pieces,
    /// The longest quiet part, of which the others are pieces, once it is made.
    quiet: Option<Piece>,
    /// What has been rendered of that until then.
    opening: Vec<Bytes>,
    /// How often each part that differs is still to come.
    to_come: Vec<usize>,
    /// What the file has of each part that differs.
    made: Vec<Option<Made>>,
    /// How many parts of the track are in the file.
    done: usize,
}

/// A part, in the browser's hands.
#[derive(Clone)]
enum Made {
    Copied(Bytes),
    Shared(Piece),
}

impl TrackFile {
    /// The file of a track, with sounds of its mix; nothing of it is made yet.
    pub(crate) fn new(track: Track, sounds: Rc<RefCell<Sounds>>) -> Self {
        let mut to_come = vec![0; track.different()];
        for &part in track.parts() {
            to_come[part] += 1;
        }
        let made = vec![None; track.different()];
        let (file, quiet, opening) = (Pieces::default(), None, Vec::new());
        Self { track, sounds, file, quiet, opening, to_come, made, done: 0 }
    }

    /// Goes on with what comes before all parts: the longest quiet part, and the header.
    fn begin(&mut self) -> Result<(), NoFile> {
        let piece = self.sounds.borrow_mut().render_quiet(&self.track, self.opening.len());
        if let Some(samples) = piece {
            self.opening.push(Bytes::new(&samples));
        } else {
            self.quiet = Some(Piece::new(&mem::take(&mut self.opening))?);
            self.file.push_bytes(&Bytes::new(&self.track.header()))?;
        }
        Ok(())
    }

    /// Goes on by a part, or with a sound that it needs. Answers whether there is more to do.
    pub(crate) fn step(&mut self) -> Result<bool, NoFile> {
        let Some(quiet) = &self.quiet else {
            return self.begin().map(|()| true);
        };
        let Some(&part) = self.track.parts().get(self.done) else { return Ok(false) };
        let made = match self.made[part].take() {
            Some(made) => made,
            None if self.sounds.borrow_mut().make_more_for(&self.track, part) => return Ok(true),
            None => self.make(part, quiet)?,
        };
        match &made {
            Made::Copied(bytes) => self.file.push_bytes(bytes)?,
            Made::Shared(piece) => self.file.push(piece)?,
        }
        self.done += 1;
        self.to_come[part] -= 1;
        self.made[part] = Some(made).filter(|_| self.to_come[part] > 0);
        Ok(true)
    }

    fn make(&self, part: usize, quiet: &Piece) -> Result<Made, NoFile> {
        let again = self.to_come[part] - 1;
        if let Some(bytes) = self.track.quiet_bytes(part)
            && again.max(1) * bytes.len() > COPIED
        {
            return quiet.slice(bytes).map(Made::Shared);
        }
        let samples = self.sounds.borrow_mut().render(&self.track, part);
        let bytes = Bytes::new(&samples);
        if again * samples.len() > COPIED {
            return Piece::new(&[bytes]).map(Made::Shared);
        }
        Ok(Made::Copied(bytes))
    }

    /// The file, after all that is left to do.
    pub(crate) fn finish(mut self) -> Result<File, NoFile> {
        while self.step()? {}
        self.file.finish("audio/wav")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bell::Bell;
    use crate::domain::catalog;
    use crate::domain::cue::Side;
    use crate::domain::time::Millis;
    use crate::timeline::{self, Manner, Options};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Of the first routine, in its own length or another: the longer, the more parts recur.
    fn track(length: Option<Millis>) -> Track {
        let options = Options {
            length,
            preparation: Millis::secs(10),
            first_side: Side::Left,
            extra: Vec::new(),
            manner: Manner::default(),
            swaps: Vec::new(),
        };
        let timeline = timeline::compile(catalog::routines().next().unwrap(), &options).unwrap();
        soundtrack::compile(&timeline, &Mix::new(80, Bell::default()), Millis::ZERO)
    }

    #[wasm_bindgen_test]
    async fn the_file_is_the_header_and_every_part_in_its_order() {
        let sounds = Rc::new(RefCell::new(Sounds::new(&Mix::new(80, Bell::default()))));
        for length in [None, Some(Millis::minutes(15))] {
            let track = track(length);
            let mut whole = track.header().to_vec();
            for &part in track.parts() {
                whole.extend(sounds.borrow_mut().render(&track, part));
            }
            let file = TrackFile::new(track, sounds.clone()).finish().unwrap();
            assert!(file.bytes().await == whole);
        }
    }

    #[wasm_bindgen_test]
    async fn step_by_step_it_is_the_same_file() {
        let sounds = Rc::new(RefCell::new(Sounds::new(&Mix::new(80, Bell::default()))));
        let steps_of = |file: &mut TrackFile| {
            let mut steps = 0;
            while file.step().unwrap() {
                steps += 1;
            }
            steps
        };
        let mut by_steps = TrackFile::new(track(None), sounds.clone());
        let steps = steps_of(&mut by_steps);
        let steps_again = steps_of(&mut TrackFile::new(track(None), sounds.clone()));
        // Sounds that are there take no more steps.
        assert!(steps > steps_again && steps_again > track(None).parts().len());
        let at_once = TrackFile::new(track(None), sounds).finish().unwrap();
        assert!(by_steps.finish().unwrap().bytes().await == at_once.bytes().await);
    }
}
