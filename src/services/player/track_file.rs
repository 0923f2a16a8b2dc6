//! Writes a track into a WAV file, a part at a time.

use std::cell::RefCell;
use std::mem;
use std::rc::Rc;

use crate::platform::blob::{Blob, BlobBuilder, BlobError, Bytes, Chunk};
use unknot_core::domain::cue::Cue;
use unknot_core::domain::settings::Settings;
use unknot_soundtrack::{self as soundtrack, Ambience, Mix, Narration, Sounds, Track};

/// A repeated part becomes a shared chunk if its copies would take more bytes than this: making a chunk takes a browser
/// about as long as copying that much.
const MAX_COPIED: usize = 64 * 1024;

/// The mix for these settings, with this speech and this background.
pub(crate) fn mix_of(settings: &Settings, narration: Narration, ambience: Ambience) -> Mix {
    let mix = Mix::new(settings.bells, settings.bell);
    mix.with_narration(narration, settings.voice_percent).with_ambience(ambience)
}

/// Renders a few cues into a file, synchronously.
pub(crate) fn preview(cues: &[Cue], mix: &Mix) -> Result<Blob, BlobError> {
    let sounds = Rc::new(RefCell::new(Sounds::new(mix)));
    TrackFile::new(soundtrack::preview(cues, mix), sounds).finish()
}

/// The file of a track that is being rendered. Rendered samples are moved to the browser's memory at once.
pub(crate) struct TrackFile {
    track: Track,
    sounds: Rc<RefCell<Sounds>>,
    file: BlobBuilder,
    /// The longest quiet part, of which all others are slices; `None` until it is rendered.
    quiet: Option<Chunk>,
    /// The pieces of the longest quiet part that have been rendered.
    quiet_so_far: Vec<Bytes>,
    /// How many more times each distinct part has to be written.
    remaining: Vec<usize>,
    /// The samples of each distinct part that has been rendered and has to be written again.
    rendered: Vec<Option<Rendered>>,
    /// How many parts of the track have been written.
    written: usize,
}

/// The samples of a part.
#[derive(Clone)]
enum Rendered {
    /// Copied into the file each time.
    Copied(Bytes),
    /// Shared by all places of the file.
    Shared(Chunk),
}

impl TrackFile {
    /// The file of a track, with the sounds of its mix. Nothing is rendered yet.
    pub(crate) fn new(track: Track, sounds: Rc<RefCell<Sounds>>) -> Self {
        let mut remaining = vec![0; track.distinct()];
        for &part in track.parts() {
            remaining[part] += 1;
        }
        let rendered = vec![None; track.distinct()];
        let (file, quiet, quiet_so_far) = (BlobBuilder::default(), None, Vec::new());
        Self { track, sounds, file, quiet, quiet_so_far, remaining, rendered, written: 0 }
    }

    /// Renders the next piece. Returns whether there is more to render.
    pub(crate) fn step(&mut self) -> Result<bool, BlobError> {
        let Some(quiet) = &self.quiet else {
            return self.begin().map(|()| true);
        };
        let Some(&part) = self.track.parts().get(self.written) else { return Ok(false) };
        let rendered = match self.rendered[part].take() {
            Some(rendered) => rendered,
            None if self.sounds.borrow_mut().synthesise_step_for(&self.track, part) => {
                return Ok(true);
            }
            None => self.render(part, quiet)?,
        };
        match &rendered {
            Rendered::Copied(bytes) => self.file.push_bytes(bytes)?,
            Rendered::Shared(piece) => self.file.push(piece)?,
        }
        self.written += 1;
        self.remaining[part] -= 1;
        self.rendered[part] = Some(rendered).filter(|_| self.remaining[part] > 0);
        Ok(true)
    }

    /// Renders more of the longest quiet part, and writes the header when that is complete.
    fn begin(&mut self) -> Result<(), BlobError> {
        let piece = self.sounds.borrow_mut().render_quiet(&self.track, self.quiet_so_far.len());
        if let Some(samples) = piece {
            self.quiet_so_far.push(Bytes::new(&samples));
        } else {
            self.quiet = Some(Chunk::new(&mem::take(&mut self.quiet_so_far))?);
            self.file.push_bytes(&Bytes::new(&self.track.header()))?;
        }
        Ok(())
    }

    fn render(&self, part: usize, quiet: &Chunk) -> Result<Rendered, BlobError> {
        let repetitions = self.remaining[part] - 1;
        if let Some(bytes) = self.track.quiet_bytes(part)
            && repetitions.max(1) * bytes.len() > MAX_COPIED
        {
            return quiet.slice(bytes).map(Rendered::Shared);
        }
        let samples = self.sounds.borrow_mut().render(&self.track, part);
        let bytes = Bytes::new(&samples);
        if repetitions * samples.len() > MAX_COPIED {
            return Chunk::new(&[bytes]).map(Rendered::Shared);
        }
        Ok(Rendered::Copied(bytes))
    }

    /// Renders the rest, and returns the file.
    pub(crate) fn finish(mut self) -> Result<Blob, BlobError> {
        while self.step()? {}
        self.file.finish("audio/wav")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::domain::bell::Bell;
    use unknot_core::domain::catalog;
    use unknot_core::domain::cue::Side;
    use unknot_core::domain::time::Millis;
    use unknot_core::timeline::{self, Manner, Options};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// A track of the first routine, at its own length or another. The longer it is, the more parts recur.
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
    async fn a_file_is_the_header_and_every_part_in_order() {
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
    async fn rendering_in_steps_gives_the_same_file() {
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
        // Sounds that have been synthesised take no more steps.
        assert!(steps > steps_again && steps_again > track(None).parts().len());
        let at_once = TrackFile::new(track(None), sounds).finish().unwrap();
        assert!(by_steps.finish().unwrap().bytes().await == at_once.bytes().await);
    }
}
