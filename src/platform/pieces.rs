//! A file put together from pieces, some of which are in it more than once.
//!
//! A browser takes its time for every Blob that it makes, a third of a millisecond on a computer,
//! so only what is large and named often should become a piece of its own.

use std::ops::Range;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// So many pieces, or so many bytes among them, are made one Blob, so that no single step takes long.
const CHUNK: u32 = 64;
const CHUNK_BYTES: u32 = 512 * 1024;

/// The browser makes no file, for want of memory for instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoFile;

/// A file in the making.
#[derive(Default)]
pub(crate) struct Pieces {
    chunks: Array,
    /// What comes after the chunks.
    open: Array,
    /// How many bytes there are in it, besides shared pieces.
    open_bytes: u32,
}

/// Bytes that are copied into each place where they are named.
#[derive(Clone)]
pub(crate) struct Bytes(Uint8Array);

/// A piece that is the same in all places where it is named.
#[derive(Clone)]
pub(crate) struct Piece(Blob);

/// A whole file.
pub(crate) struct File(pub(super) Blob);

impl File {
    /// What is in it.
    #[cfg(test)]
    pub(crate) async fn bytes(&self) -> Vec<u8> {
        let buffer = wasm_bindgen_futures::JsFuture::from(self.0.array_buffer()).await;
        Uint8Array::new(&buffer.unwrap_or_default()).to_vec()
    }
}

impl Bytes {
    /// Copies bytes into the browser's own memory.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes))
    }
}

impl Piece {
    /// Of those bytes, one after the other.
    pub(crate) fn new(bytes: &[Bytes]) -> Result<Self, NoFile> {
        blob(&bytes.iter().map(|bytes| &bytes.0).collect()).map(Self)
    }

    /// Some bytes of this piece, which take no memory of their own.
    pub(crate) fn slice(&self, bytes: Range<usize>) -> Result<Self, NoFile> {
        let place = |byte| i32::try_from(byte).map_err(|_| NoFile);
        let slice = self.0.slice_with_i32_and_i32(place(bytes.start)?, place(bytes.end)?);
        slice.map(Self).map_err(|_| NoFile)
    }
}

impl Pieces {
    /// Goes on with bytes.
    pub(crate) fn push_bytes(&mut self, bytes: &Bytes) -> Result<(), NoFile> {
        self.open_bytes += bytes.0.length();
        self.push_value(&bytes.0)
    }

    /// Goes on with a piece.
    pub(crate) fn push(&mut self, piece: &Piece) -> Result<(), NoFile> {
        self.push_value(&piece.0)
    }

    fn push_value(&mut self, value: &JsValue) -> Result<(), NoFile> {
        if self.open.push(value) == CHUNK || self.open_bytes > CHUNK_BYTES {
            self.close_chunk()?;
        }
        Ok(())
    }

    fn close_chunk(&mut self) -> Result<(), NoFile> {
        self.chunks.push(&blob(&self.open)?.into());
        self.open = Array::new();
        self.open_bytes = 0;
        Ok(())
    }

    /// The file, of that type.
    pub(crate) fn finish(mut self, kind: &str) -> Result<File, NoFile> {
        self.close_chunk()?;
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        Blob::new_with_blob_sequence_and_options(&self.chunks, &options)
            .map(File)
            .map_err(|_| NoFile)
    }
}

fn blob(parts: &Array) -> Result<Blob, NoFile> {
    Blob::new_with_blob_sequence(parts).map_err(|_| NoFile)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_file_is_its_pieces_in_their_order() {
        let mut pieces = Pieces::default();
        let twice = Piece::new(&[Bytes::new(&[7]), Bytes::new(&[8])]).unwrap();
        let once = twice.slice(0..1).unwrap();
        let mut expected = Vec::new();
        // More than a few chunks, and not a whole number of them.
        for n in 0..=250 {
            pieces.push_bytes(&Bytes::new(&[n])).unwrap();
            pieces.push(&twice).unwrap();
            pieces.push(&once).unwrap();
            expected.extend([n, 7, 8, 7]);
        }
        let file = pieces.finish("audio/wav").unwrap();
        assert_eq!(file.0.type_(), "audio/wav");
        assert_eq!(file.bytes().await, expected);
    }

    #[wasm_bindgen_test]
    async fn a_file_may_be_empty() {
        assert!(Pieces::default().finish("audio/wav").unwrap().bytes().await.is_empty());
    }
}
