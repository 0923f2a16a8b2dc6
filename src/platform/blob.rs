//! Files in memory, in which bytes that occur many times are stored once.
//!
//! Making a Blob takes a third of a millisecond on a desktop computer, so only large and frequent
//! parts should be chunks of their own.

use std::ops::Range;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::BlobPropertyBag;

/// Parts are collected into one Blob until there are this many parts or bytes, so that no single
/// step takes long.
const MAX_PARTS: u32 = 64;
const MAX_BYTES: u32 = 512 * 1024;

/// Making a Blob failed, for example because memory ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BlobError;

/// A file, in memory or picked by the person.
#[derive(Clone)]
pub(crate) struct Blob(pub(super) web_sys::Blob);

/// Bytes that are copied to each place where they occur.
#[derive(Clone)]
pub(crate) struct Bytes(Uint8Array);

/// Bytes that are stored once, however often they occur.
#[derive(Clone)]
pub(crate) struct Chunk(web_sys::Blob);

/// A file under construction.
#[derive(Default)]
pub(crate) struct BlobBuilder {
    /// Blobs of collected parts.
    groups: Array,
    /// The parts after the last group.
    parts: Array,
    /// The number of bytes among these parts, without chunks.
    bytes: u32,
}

impl Blob {
    /// A file with these bytes.
    #[cfg(test)]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(blob(&Array::of1(&Uint8Array::from(bytes))).unwrap())
    }

    /// The number of its bytes.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size is whole, and not negative"
    )]
    pub(crate) fn size(&self) -> u64 {
        self.0.size() as u64
    }

    /// The bytes from `start` on, `length` of them at most. `None` if they can't be read any more, as those of a file
    /// that has changed meanwhile.
    #[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
    pub(crate) async fn chunk(&self, start: u64, length: u64) -> Option<Vec<u8>> {
        let (start, end) = (start as f64, (start + length) as f64);
        let slice = self.0.slice_with_f64_and_f64(start, end).ok()?;
        let bytes = slice.array_buffer().await.ok()?;
        Some(Uint8Array::new(&bytes).to_vec())
    }

    /// Its content.
    #[cfg(test)]
    pub(crate) async fn bytes(&self) -> Vec<u8> {
        Uint8Array::new(&self.0.array_buffer().await.unwrap()).to_vec()
    }
}

impl Bytes {
    /// Copies bytes into the browser's memory.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes))
    }
}

impl Chunk {
    /// A chunk of concatenated bytes.
    pub(crate) fn new(bytes: &[Bytes]) -> Result<Self, BlobError> {
        blob(&bytes.iter().map(|bytes| &bytes.0).collect()).map(Self)
    }

    /// A range of the bytes of this chunk, which takes no memory of its own.
    pub(crate) fn slice(&self, range: Range<usize>) -> Result<Self, BlobError> {
        let offset = |byte| i32::try_from(byte).map_err(|_| BlobError);
        let slice = self.0.slice_with_i32_and_i32(offset(range.start)?, offset(range.end)?);
        slice.map(Self).map_err(|_| BlobError)
    }
}

impl BlobBuilder {
    /// Appends bytes.
    pub(crate) fn push_bytes(&mut self, bytes: &Bytes) -> Result<(), BlobError> {
        self.bytes += bytes.0.length();
        self.push_part(&bytes.0)
    }

    /// Appends a chunk.
    pub(crate) fn push(&mut self, chunk: &Chunk) -> Result<(), BlobError> {
        self.push_part(&chunk.0)
    }

    fn push_part(&mut self, part: &JsValue) -> Result<(), BlobError> {
        if self.parts.push(part) == MAX_PARTS || self.bytes > MAX_BYTES {
            self.collect_parts()?;
        }
        Ok(())
    }

    fn collect_parts(&mut self) -> Result<(), BlobError> {
        self.groups.push(&blob(&self.parts)?.into());
        self.parts = Array::new();
        self.bytes = 0;
        Ok(())
    }

    /// The file, with its media type.
    pub(crate) fn finish(mut self, mime_type: &str) -> Result<Blob, BlobError> {
        self.collect_parts()?;
        let options = BlobPropertyBag::new();
        options.set_type(mime_type);
        web_sys::Blob::new_with_blob_sequence_and_options(&self.groups, &options)
            .map(Blob)
            .map_err(|_| BlobError)
    }
}

fn blob(parts: &Array) -> Result<web_sys::Blob, BlobError> {
    web_sys::Blob::new_with_blob_sequence(parts).map_err(|_| BlobError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn file_contains_its_parts_in_order() {
        let mut builder = BlobBuilder::default();
        let twice = Chunk::new(&[Bytes::new(&[7]), Bytes::new(&[8])]).unwrap();
        let once = twice.slice(0..1).unwrap();
        let mut expected = Vec::new();
        // More than a few groups, and not a whole number of them.
        for n in 0..=250 {
            builder.push_bytes(&Bytes::new(&[n])).unwrap();
            builder.push(&twice).unwrap();
            builder.push(&once).unwrap();
            expected.extend([n, 7, 8, 7]);
        }
        let file = builder.finish("audio/wav").unwrap();
        assert_eq!(file.0.type_(), "audio/wav");
        assert_eq!(file.bytes().await, expected);
    }

    #[wasm_bindgen_test]
    async fn a_file_is_read_in_chunks() {
        let mut builder = BlobBuilder::default();
        builder.push_bytes(&Bytes::new(&[1, 2, 3, 4, 5])).unwrap();
        let file = builder.finish("text/plain").unwrap();
        assert_eq!(file.size(), 5);
        assert_eq!(file.chunk(0, 2).await.unwrap(), [1, 2]);
        assert_eq!(file.chunk(2, 9).await.unwrap(), [3, 4, 5]);
        assert!(file.chunk(5, 2).await.unwrap().is_empty());
    }

    #[wasm_bindgen_test]
    async fn file_can_be_empty() {
        assert!(BlobBuilder::default().finish("audio/wav").unwrap().bytes().await.is_empty());
    }
}
