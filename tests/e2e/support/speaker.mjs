// What a loudspeaker would get. A sound server of the test's own plays into a sink that nobody hears; what arrives
// there is recorded, and looked through for the sounds of the track that the app made.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { PATIENCE_MILLIS } from './browsers.mjs';

/** Samples in a second of the app's track. */
export const RATE = 24_000;
const WAV_HEADER_BYTES = 44;
/** So many samples are heard for each of the track: phones and laptops play at 48 kHz. */
const FINER = 2;
const FORMAT = [`rate=${FINER * RATE}`, 'channels=1', 'format=s16le'];

/** Why there can be no speaker here, or false. */
export function noSpeaker() {
  const isMissing = (program) => spawnSync(program, ['--version']).error !== undefined;
  return ['pulseaudio', 'parec'].some(isMissing) && 'needs pulseaudio and parec (Debian: pulseaudio, pulseaudio-utils)';
}

/** A sound server with one sink, and the recording of all that the sink gets. */
export class Speaker {
  #folder = mkdtempSync(join(tmpdir(), 'unknot-speaker-'));
  #socket = join(this.#folder, 'socket');
  #file = join(this.#folder, 'recording');
  #processes = [];
  #begun;

  static async open() {
    const speaker = new Speaker();
    const modules = [
      ['module-null-sink', 'sink_name=speaker', ...FORMAT],
      // Last: when there is a socket, there is a sink.
      ['module-native-protocol-unix', `socket=${speaker.#socket}`, 'auth-anonymous=1', 'auth-cookie-enabled=0'],
    ].map((module) => `--load=${module.join(' ')}`);
    const server = speaker.#run('pulseaudio', ['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', ...modules]);
    await comesAbout(() => existsSync(speaker.#socket), server, () => 'pulseaudio has no socket');
    // With no latency of its own: a shorter one would be the sink's as well, whose large buffers bridge what the machine is late.
    const recorder = speaker.#run('parec', ['--device=speaker.monitor', ...FORMAT.map((part) => `--${part}`), speaker.#file]);
    await comesAbout(() => statSync(speaker.#file, { throwIfNoEntry: false })?.size > 0, recorder, () => 'parec records nothing');
    speaker.#begun = Date.now();
    return speaker;
  }

  /** The environment in which a browser plays here. */
  get env() {
    return {
      ...process.env,
      // A home of its own: a person's sound server and its settings are left alone.
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

  /** All that has been recorded so far, which may be seconds less than was heard. */
  heard() {
    return samplesOf(readFileSync(this.#file));
  }

  /** All that was heard until now, once it has been recorded: as many samples as there was time for. */
  async heardUntilNow() {
    const bytes = ((Date.now() - this.#begun) / 1000 + 1) * FINER * RATE * Int16Array.BYTES_PER_ELEMENT;
    const size = () => statSync(this.#file).size;
    await comesAbout(() => size() >= bytes, this.#processes.at(-1), () => `parec has recorded ${size()} bytes and not ${bytes}`);
    return this.heard();
  }

  async close() {
    for (const child of this.#processes.reverse()) {
      if (child.kill()) await once(child, 'exit');
    }
    rmSync(this.#folder, { recursive: true });
  }
}

/** Waits until something that a program does is done. */
async function comesAbout(isDone, program, otherwise) {
  const deadline = Date.now() + PATIENCE_MILLIS;
  while (!isDone()) {
    if (program.exitCode !== null) throw new Error(`${otherwise()}: it ended with ${program.exitCode}`);
    if (Date.now() > deadline) throw new Error(`${otherwise()} after ${PATIENCE_MILLIS / 1000} s`);
    await sleep(20);
  }
}

/** The samples of the app's WAV file. */
export function samplesOfTrack(wav) {
  return samplesOf(wav.subarray(WAV_HEADER_BYTES));
}

function samplesOf(bytes) {
  // A copy: samples have to lie at an even place in memory.
  return new Int16Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 1);
}

/** Loudness is looked at in steps of 10 ms. */
const STEP = RATE / 100;
/** So many times as loud as the quietest step is a sound: the faintest chime is, the wavering of a dying bell is not. */
const LOUDER = 250;
/** Strikes that are closer than so many steps are of one sound. */
const APART = 40;

/** The loudness of each step, of differences between samples: the carrier's hum hardly has any. */
function loudness(samples, step = STEP) {
  return Float64Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    let sum = 0;
    for (let at = n * step + 1; at < (n + 1) * step; at += 1) sum += (samples[at] - samples[at - 1]) ** 2;
    return Math.sqrt(sum);
  });
}

/** Where the sounds of a track are: the sample of each one's loudest moment, which is its strike. */
export function soundsIn(track) {
  const levels = loudness(track);
  const quiet = levels.reduce((least, level) => Math.min(least, level));
  const isSound = (level, step) =>
    level > LOUDER * quiet && level === Math.max(...levels.subarray(Math.max(0, step - APART), step + APART));
  return [...levels.keys()].filter((step) => isSound(levels[step], step)).map((step) => step * STEP);
}

/** Of a sound, from a little before its strike on, so much is looked for. */
const BEFORE = 0.15 * RATE;
const LENGTH = 0.4 * RATE;
/** As far from where it should be a sound is looked for, in samples heard. */
const REACH = 0.05 * FINER * RATE;

/**
 * Finds sounds of `track` in what was `heard`: for each of `strikes`, all of which lie between the samples `from` and
 * `to`,
 *   strike which one it is,
 *   late   by how many milliseconds it comes later than the rest, more or less,
 *   match  how much alike it is, from 0 to 1 (a correlation),
 *   gain   how much louder it is.
 */
export function find(strikes, { track, from, to, heard }) {
  const start = alignment(loudness(track.subarray(from, to)), loudness(heard, FINER * STEP)) * FINER * STEP;
  return strikes.map((strike) => {
    const sound = track.subarray(strike - BEFORE, strike - BEFORE + LENGTH);
    const expected = start + (strike - BEFORE - from) * FINER;
    // In silence there is nothing alike.
    let best = { match: 0, gain: 0, late: 0 };
    for (let late = -REACH; late <= REACH; late += 1) {
      const alike = compare(sound, heard.subarray(expected + late));
      if (alike.match > best.match) best = { ...alike, late };
    }
    // A player may begin between two samples, and there the hiss of an s is no longer like itself.
    const whole = best.late;
    const near = heard.subarray(expected + whole - TAPS, expected + whole + FINER * LENGTH + TAPS);
    for (const part of best.match > 0 ? PARTS : []) {
      const alike = compare(sound, between(near, part));
      if (alike.match > best.match) best = { ...alike, late: whole + part };
    }
    return { ...best, strike, late: (best.late * 1000) / (FINER * RATE) };
  });
}

/** Parts of a sample by which a sound may be shifted, and how many samples on either side tell what is between two. */
const PARTS = [-0.5, -0.375, -0.25, -0.125, 0.125, 0.25, 0.375, 0.5];
const TAPS = 24;

/** What is so large a part of a sample after each of `samples`, without the first and last of them: a sinc in Hann's window. */
function between(samples, part) {
  const weights = Float64Array.from({ length: 2 * TAPS }, (_, tap) => {
    const away = tap - TAPS + 1 - part;
    return (Math.sin(Math.PI * away) / (Math.PI * away)) * (0.5 + 0.5 * Math.cos((Math.PI * away) / (TAPS + 1)));
  });
  const shifted = new Float64Array(samples.length - 2 * TAPS);
  for (let at = 0; at < shifted.length; at += 1) {
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap += 1) sum += weights[tap] * samples[at + tap + 1];
    shifted[at] = sum;
  }
  return shifted;
}

function compare(sound, heard) {
  let [product, power, heardPower] = [0, 0, 0];
  for (let at = 0; at < sound.length; at += 1) {
    const sample = heard[at * FINER];
    product += sound[at] * sample;
    power += sound[at] ** 2;
    heardPower += sample ** 2;
  }
  return { match: product / Math.sqrt(power * heardPower), gain: product / power };
}

/** The step of `whole` at which `part` fits best. */
function alignment(part, whole) {
  const fits = (start) => part.reduce((sum, level, at) => sum + level * whole[start + at], 0);
  const starts = Array.from({ length: whole.length - part.length + 1 }, (_, start) => fits(start));
  return starts.indexOf(Math.max(...starts));
}

/** Fainter than the carrier ever is for longer than it takes to swing through zero. */
const SILENT = 3;

/** The longest stretch between two sounds that were `heard` in which there is nothing, not even the carrier: in milliseconds. */
export function longestSilence(heard) {
  let [longest, run, began] = [0, 0, false];
  for (const sample of heard) {
    if (Math.abs(sample) <= SILENT) {
      run += 1;
    } else {
      if (began) longest = Math.max(longest, run);
      [run, began] = [0, true];
    }
  }
  return (longest * 1000) / (FINER * RATE);
}
