//! Recordings that the person has made, each under its words, in a database of their own: they are large, and what is read
//! at each start is not.

use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

use super::clips;
use super::indexed_db::{Database, Unavailable, drop_detail, result_of};
use super::microphone::Recorded;
use super::reflect;

/// What a recording is kept as: the bytes of the file that the browser made, and of which kind it is.
const BYTES: &str = "bytes";
const KIND: &str = "type";

thread_local! {
    static RECORDINGS: Rc<Database> = Rc::new(Database::new("unknot-recordings", 1, "lines"));
}

fn database() -> Rc<Database> {
    RECORDINGS.with(Rc::clone)
}

/// The words of which there is a recording.
pub(crate) async fn all() -> Result<Vec<String>, Unavailable> {
    let keys = database().read().await?.get_all_keys().map_err(drop_detail)?;
    let keys = Array::from(&result_of(&keys).await?);
    Ok(keys.iter().filter_map(|key| key.as_string()).collect())
}

/// Keeps a recording of these words, in place of the one before, and answers when it is on disk.
pub(crate) async fn put(words: &str, recorded: &Recorded) -> Result<(), Unavailable> {
    let kept = Object::new();
    reflect::set(&kept, BYTES, &recorded.bytes);
    reflect::set(&kept, KIND, &JsValue::from(&*recorded.kind));
    database().write(words, Some(kept.into())).await
}

/// Forgets the recording of these words.
pub(crate) async fn remove(words: &str) -> Result<(), Unavailable> {
    database().write(words, None).await
}

/// The recording of these words; `None` where there is none, or it can't be reached.
pub(crate) async fn get(words: &str) -> Option<Recorded> {
    let kept = database().read().await.ok()?.get(&words.into()).ok()?;
    let kept = result_of(&kept).await.ok()?;
    Some(Recorded {
        bytes: reflect::get(&kept, BYTES)?,
        kind: reflect::get(&kept, KIND)?.as_string()?,
    })
}

/// What is heard in a recording: samples between -1 and 1, so many a second; `None` where this browser can't tell.
pub(crate) async fn samples(recorded: &Recorded, rate: u32) -> Option<Vec<f32>> {
    // A browser takes the bytes that it decodes.
    let bytes = reflect::call(&recorded.bytes, "slice", &[&0.into()])?;
    clips::decode(&bytes, rate).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::domain::bell::Bell;
    use unknot_core::domain::cue::{Cue, CueKind};
    use unknot_core::domain::time::Millis;
    use unknot_soundtrack::{self as soundtrack, Mix, SAMPLE_RATE, Sounds};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// A bell, as a file, and how many samples it has.
    fn bell() -> (Recorded, usize) {
        let mix = Mix::new(80, Bell::default());
        let track = soundtrack::sample(&[Cue { at: Millis::ZERO, kind: CueKind::Begin }], &mix);
        let mut bytes = track.header().to_vec();
        for &part in track.parts() {
            bytes.extend(Sounds::new(&mix).render(&track, part));
        }
        let samples = (bytes.len() - track.header().len()) / 2;
        let bytes = js_sys::Uint8Array::from(&*bytes).buffer();
        (Recorded { bytes: bytes.into(), kind: "audio/wav".to_owned() }, samples)
    }

    #[wasm_bindgen_test]
    async fn what_is_kept_comes_back_until_it_is_forgotten() {
        for words in all().await.unwrap() {
            remove(&words).await.unwrap();
        }
        assert!(get("Bridge.").await.is_none());
        let (bell, length) = bell();
        put("Bridge.", &bell).await.unwrap();
        put("Half-way.", &bell).await.unwrap();
        assert_eq!(all().await.unwrap(), ["Bridge.", "Half-way."]);
        let kept = get("Bridge.").await.unwrap();
        assert_eq!(kept.kind, "audio/wav");
        for _ in 0..2 {
            let samples = samples(&kept, SAMPLE_RATE).await.unwrap();
            assert_eq!(samples.len(), length);
            assert!(samples.iter().any(|sample| *sample > 0.05));
        }
        remove("Bridge.").await.unwrap();
        remove("Bridge.").await.unwrap();
        assert_eq!(all().await.unwrap(), ["Half-way."]);
        remove("Half-way.").await.unwrap();
    }

    #[wasm_bindgen_test]
    async fn what_no_browser_decodes_is_nothing_to_hear() {
        let bytes = js_sys::Uint8Array::from(&b"no sound"[..]).buffer();
        let odd = Recorded { bytes: bytes.into(), kind: String::new() };
        assert!(samples(&odd, SAMPLE_RATE).await.is_none());
    }
}
