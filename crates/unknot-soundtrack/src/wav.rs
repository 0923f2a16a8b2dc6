//! The header of the WAV file: uncompressed, mono, 16 bits.
//!
//! The format is uncompressed because every player then seeks exactly. With compressed silence some
//! players miss a position by minutes.

use super::SAMPLE_RATE;

/// Bytes per sample.
pub(super) const SAMPLE_BYTES: u32 = 2;

/// Bytes of the header.
pub(super) const HEADER_BYTES: usize = 44;

/// The header of a file with `data` bytes of samples, at most `u32::MAX - 36`.
pub(super) fn header(data: u32) -> [u8; HEADER_BYTES] {
    const CHANNELS: u16 = 1;
    const UNCOMPRESSED: u16 = 1;
    // The RIFF chunk's size: all that follows its own eight bytes.
    let riff_size = data + 36;
    let mut header = [0; HEADER_BYTES];
    let mut at = 0;
    let mut put = |bytes: &[u8]| {
        header[at..at + bytes.len()].copy_from_slice(bytes);
        at += bytes.len();
    };
    put(b"RIFF");
    put(&riff_size.to_le_bytes());
    put(b"WAVEfmt ");
    put(&16_u32.to_le_bytes());
    put(&UNCOMPRESSED.to_le_bytes());
    put(&CHANNELS.to_le_bytes());
    put(&SAMPLE_RATE.to_le_bytes());
    put(&(SAMPLE_RATE * SAMPLE_BYTES).to_le_bytes());
    put(&2_u16.to_le_bytes());
    put(&16_u16.to_le_bytes());
    put(b"data");
    put(&data.to_le_bytes());
    header
}
