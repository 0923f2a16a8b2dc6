// Records what a loudspeaker would play, and finds the sounds of a track in the recording. The test runs a sound server of its own
// with a null sink, whose monitor is recorded.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { PATIENCE_MILLIS } from './browsers.mjs';

/** Sample rate of the app's tracks. */
export const RATE = 24_000;
const WAV_HEADER_BYTES = 44;
/** Recorded samples per sample of the track. Phones and laptops play at 48 kHz. */
const OVERSAMPLING = 2;
const FORMAT = [`rate=${OVERSAMPLING * RATE}`, 'channels=1', 'format=s16le'];

/** The reason why there can be no speaker on this machine, or false. */
export function noSpeaker() {
  const isMissing = (program) => spawnSync(program, ['--version']).error !== undefined;
  return ['pulseaudio', 'parec'].some(isMissing) && 'needs pulseaudio and parec (Debian: pulseaudio, pulseaudio-utils)';
}

/** A sound server with one sink, and a recording of everything that the sink receives. */
export class Speaker {
  #folder = mkdtempSync(join(tmpdir(), 'unknot-speaker-'));
  #socket = join(this.#folder, 'socket');
  #file = join(this.#folder, 'recording');
  #processes = [];
  #start;

  static async open() {
    const speaker = new Speaker();
    const modules = [
      ['module-null-sink', 'sink_name=speaker', ...FORMAT],
      // Loaded last: when the socket exists, so does the sink.
      ['module-native-protocol-unix', `socket=${speaker.#socket}`, 'auth-anonymous=1', 'auth-cookie-enabled=0'],
    ].map((module) => `--load=${module.join(' ')}`);
    const server = speaker.#run('pulseaudio', ['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', ...modules]);
    await waitFor(() => existsSync(speaker.#socket), server, () => 'pulseaudio has no socket');
    // No --latency option: a shorter latency would also apply to the sink, whose large buffers compensate for a busy machine.
    const recorder = speaker.#run('parec', ['--device=speaker.monitor', ...FORMAT.map((part) => `--${part}`), speaker.#file]);
    await waitFor(() => statSync(speaker.#file, { throwIfNoEntry: false })?.size > 0, recorder, () => 'parec records nothing');
    speaker.#start = Date.now();
    return speaker;
  }

  /** The environment with which a browser plays into this speaker. */
  get env() {
    return {
      ...process.env,
      // A home of its own keeps the developer's sound server and its settings untouched.
      HOME: this.#folder,
      XDG_RUNTIME_DIR: this.#folder,
      PULSE_RUNTIME_PATH: this.#folder,
      PULSE_SERVER: `unix:${this.#socket}`,
    };
  }

  #run(program, args) {
    const child = spawn(program, args, { env: this.env, stdio: 'ignore' });
    this.#processes.push(child);
    return child;
  }

  /** The samples recorded so far, which may lag seconds behind. */
  recorded() {
    return samplesOf(readFileSync(this.#file));
  }

  /** All samples up to now, once they have been recorded. */
  async recordedUntilNow() {
    const bytes = ((Date.now() - this.#start) / 1000 + 1) * OVERSAMPLING * RATE * Int16Array.BYTES_PER_ELEMENT;
    const size = () => statSync(this.#file).size;
    await waitFor(() => size() >= bytes, this.#processes.at(-1), () => `parec recorded ${size()} of ${bytes} bytes`);
    return this.recorded();
  }

  async close() {
    for (const child of this.#processes.reverse()) {
      if (child.kill()) await once(child, 'exit');
    }
    rmSync(this.#folder, { recursive: true });
  }
}

/** Waits until a program has done something. Throws `failure()` if it exits before, or takes too long. */
async function waitFor(isDone, program, failure) {
  const deadline = Date.now() + PATIENCE_MILLIS;
  while (!isDone()) {
    if (program.exitCode !== null) throw new Error(`${failure()}: exit code ${program.exitCode}`);
    if (Date.now() > deadline) throw new Error(`${failure()} after ${PATIENCE_MILLIS / 1000} s`);
    await sleep(20);
  }
}

/** The samples of the app's WAV file. */
export function samplesOfTrack(wav) {
  return samplesOf(wav.subarray(WAV_HEADER_BYTES));
}

function samplesOf(bytes) {
  // A copy, because an Int16Array needs an even offset.
  return new Int16Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 1);
}

/** Loudness is measured in steps of 10 ms. */
const STEP = RATE / 100;
/** A step belongs to a sound if it is this many times as loud as the quietest step. Includes the faintest chime, excludes beats of a decaying bell. */
const LOUDER = 250;
/** Strikes closer than this many steps belong to one sound. */
const MIN_DISTANCE = 40;

/** The loudness of each step, from the differences between samples, which suppresses the low carrier. */
function loudness(samples, step = STEP) {
  return Float64Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    let sum = 0;
    for (let at = n * step + 1; at < (n + 1) * step; at += 1) sum += (samples[at] - samples[at - 1]) ** 2;
    return Math.sqrt(sum);
  });
}

/** The strikes of a track's sounds: the sample of each sound's loudest step. */
export function soundsIn(track) {
  const levels = loudness(track);
  const quiet = levels.reduce((least, level) => Math.min(least, level));
  const isSound = (level, step) =>
    level > LOUDER * quiet && level === Math.max(...levels.subarray(Math.max(0, step - MIN_DISTANCE), step + MIN_DISTANCE));
  return [...levels.keys()].filter((step) => isSound(levels[step], step)).map((step) => step * STEP);
}

/** Length of the template of a sound, and how much of it is before the strike. */
const LENGTH = 0.4 * RATE;
const BEFORE = 0.15 * RATE;
/** How far from its expected position a sound is searched for, in recorded samples. */
const REACH = 0.05 * OVERSAMPLING * RATE;

/**
 * Finds sounds of `track` in the recording `heard`. `strikes` are between the samples `from` and `to`. Returns for each of them
 *   strike its sample,
 *   late   its delay in milliseconds, relative to the alignment of the whole recording,
 *   match  the correlation with the track, from 0 to 1,
 *   gain   the amplitude relative to the track's.
 */
export function find(strikes, { track, from, to, heard }) {
  const recordedStep = OVERSAMPLING * STEP;
  const start = alignment(loudness(track.subarray(from, to)), loudness(heard, recordedStep)) * recordedStep;
  return strikes.map((strike) => {
    const sound = track.subarray(strike - BEFORE, strike - BEFORE + LENGTH);
    const expected = start + (strike - BEFORE - from) * OVERSAMPLING;
    // In silence there is no correlation.
    let best = { match: 0, gain: 0, late: 0 };
    for (let late = -REACH; late <= REACH; late += 1) {
      const candidate = compare(sound, heard.subarray(expected + late));
      if (candidate.match > best.match) best = { ...candidate, late };
    }
    // A player may start between two samples, which lowers the correlation of high frequencies, as in a spoken s.
    const whole = best.late;
    const near = heard.subarray(expected + whole - TAPS, expected + whole + OVERSAMPLING * LENGTH + TAPS);
    for (const fraction of best.match > 0 ? FRACTIONS : []) {
      const candidate = compare(sound, interpolate(near, fraction));
      if (candidate.match > best.match) best = { ...candidate, late: whole + fraction };
    }
    return { ...best, strike, late: (best.late * 1000) / (OVERSAMPLING * RATE) };
  });
}

/** Fractions of a sample by which a sound may be shifted. */
const FRACTIONS = [-0.5, -0.375, -0.25, -0.125, 0.125, 0.25, 0.375, 0.5];
/** Number of samples on either side that the interpolation uses. */
const TAPS = 24;

/** Shifts samples by a fraction of a sample with a sinc filter in a Hann window. Drops `TAPS` samples at each end. */
function interpolate(samples, fraction) {
  const weights = Float64Array.from({ length: 2 * TAPS }, (_, tap) => {
    const distance = tap - TAPS + 1 - fraction;
    return (Math.sin(Math.PI * distance) / (Math.PI * distance)) * (0.5 + 0.5 * Math.cos((Math.PI * distance) / (TAPS + 1)));
  });
  const shifted = new Float64Array(samples.length - 2 * TAPS);
  for (let at = 0; at < shifted.length; at += 1) {
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap += 1) sum += weights[tap] * samples[at + tap + 1];
    shifted[at] = sum;
  }
  return shifted;
}

/** Correlation and gain of a sound in recorded samples. */
function compare(sound, heard) {
  let [product, power, heardPower] = [0, 0, 0];
  for (let at = 0; at < sound.length; at += 1) {
    const sample = heard[at * OVERSAMPLING];
    product += sound[at] * sample;
    power += sound[at] ** 2;
    heardPower += sample ** 2;
  }
  return { match: product / Math.sqrt(power * heardPower), gain: product / power };
}

/** The step of `whole` at which `part` correlates best. */
function alignment(part, whole) {
  const correlation = (start) => part.reduce((sum, level, at) => sum + level * whole[start + at], 0);
  const correlations = Array.from({ length: whole.length - part.length + 1 }, (_, start) => correlation(start));
  return correlations.indexOf(Math.max(...correlations));
}

/** The largest amplitude of silence. The carrier is below it only around its zero crossings. */
const SILENT = 3;

/** The silences in a recording, without even the carrier, in milliseconds. Silence at the start and the end is ignored. */
export function silences(heard) {
  const found = [];
  let [run, hasStarted] = [0, false];
  for (const sample of heard) {
    if (Math.abs(sample) <= SILENT) {
      run += 1;
    } else {
      if (hasStarted && run > 0) found.push((run * 1000) / (OVERSAMPLING * RATE));
      [run, hasStarted] = [0, true];
    }
  }
  return found;
}

/** The longest of them. */
export function longestSilence(heard) {
  return silences(heard).reduce((longest, silence) => Math.max(longest, silence), 0);
}
