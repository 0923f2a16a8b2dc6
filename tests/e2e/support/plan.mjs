// What a session has to show at each time of its clock, computed from the catalog's data independently of the app's code.

import { readFileSync } from 'node:fs';

import { seconds } from './app.mjs';

const ROUTINES = readFileSync('crates/unknot-content/data/routines.toml', 'utf8');
const POSES = readFileSync('crates/unknot-content/data/poses.toml', 'utf8');
const WORDS = readFileSync('crates/unknot-content/data/words/en.toml', 'utf8');
const [GET_UP, GET_DOWN] = ['get-up', 'get-down'].map((key) => WORDS.match(new RegExp(`\\n${key} = "([^"]+)"`))[1]);

/** How long getting up or down is shown before the pose to which it leads, in seconds. */
const LEVEL_WORDS = 20;

/** The preparation of Morning mobility in seconds: as long as it takes to say what to have near. */
export const PREPARATION = 16;

/** A session of a routine at its default length, with default settings and that preparation. Times are in seconds. */
export class Plan {
  constructor(routine) {
    const steps = stepsOf(routine);
    this.preparation = PREPARATION;
    this.total = 0;
    /** The stretches of time with a title of their own, and the `end` to which each counts down. */
    this.stretches = [];
    const add = (length, shown, end = this.total + length) => {
      if (length > 0) this.stretches.push({ from: this.total, until: this.total + length, end, ...shown });
      this.total += length;
    };
    for (const [place, step] of steps.entries()) {
      const shown = { pose: step.pose, next: steps[place + 1]?.pose };
      const before = place === 0 ? { isLow: false } : steps[place - 1];
      const passage = { pose: step.isLow ? GET_DOWN : GET_UP, next: step.pose };
      const isPassage = before.isLow !== step.isLow;
      // The way down at the start has one countdown, to the end of the first lead.
      if (place === 0) add(this.preparation, isPassage ? passage : shown, this.total + this.preparation + (isPassage ? step.lead : 0));
      const end = this.total + step.lead;
      // In that lead it goes on until the set-up has been said. When that is, the tests of the core know.
      if (place === 0 && isPassage) this.stretches.push({ from: this.total, until: end, end, ...passage });
      const way = isPassage && place > 0 ? LEVEL_WORDS : 0;
      add(way, passage, end);
      add(step.lead - way, shown, end);
      add(step.work, shown);
    }
  }

  /**
   * The time span in which everything that a moment shows is correct; the nearest to the moment's time if there are several.
   * Missing properties of the moment are ignored.
   */
  rightAt({ time, countdown, left, pose, next }) {
    const spans = this.stretches
      .filter((stretch) => pose === undefined || (stretch.pose === pose && leadsTo(next, stretch)))
      .map(({ from, until, end }) => meet({ from, until }, secondOf(end, countdown)))
      .map((span) => (left === undefined ? span : meet(span, secondOf(this.total, left))))
      .filter(({ from, until }) => from < until);
    return spans.sort((a, b) => distance(a, time) - distance(b, time))[0];
  }

  /** How far a moment's time is from the nearest time at which everything that it shows would be correct. */
  disagreement(moment) {
    const span = this.rightAt(moment);
    return span ? distance(span, moment.time) : Infinity;
  }

  /** How long after its due time the countdown changed; negative if it changed early. */
  lateness({ time, countdown }) {
    const span = this.rightAt({ time, countdown });
    return span ? time - span.from : Infinity;
  }
}

/** The span in which a countdown to `end` shows a value. Countdowns are rounded up. */
function secondOf(end, shown) {
  const from = end - seconds(shown);
  return { from, until: from + 1 };
}

function meet(a, b) {
  return { from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) };
}

function distance({ from, until }, time) {
  return Math.max(from - time, time - until, 0);
}

/** Whether the announcement matches the next step: its pose, or the other side of the same pose. */
function leadsTo(announcement, { pose, next }) {
  if (next === undefined) return announcement === 'Last step';
  return next === pose ? announcement.startsWith('Next: ') && !announcement.includes(pose) : announcement.startsWith(`Next: ${next}`);
}

function stepsOf(routine) {
  const table = ROUTINES.split('[[routine]]').find((text) => text.includes(`slug = "${routine}"`));
  return table.match(/\{ pose = .*\}/g).flatMap((step) => {
    const number = (name) => Number(step.match(new RegExp(`\\b${name} = ([\\d.]+)`))?.[1] ?? 0);
    const slug = step.match(/pose = "([^"]+)"/)[1];
    const one = { pose: nameOf(slug), isLow: isLow(slug), lead: number('lead'), work: number('work') };
    // It takes longer to roll over than to change legs, and longer still to place something.
    const settle = Number(structureOf(slug).match(/settle = (\d+)/)?.[1] ?? 0);
    const second = { ...one, lead: Math.min(one.lead, (isOnASide(slug) ? 14 : 10) + settle) };
    return step.includes('side = "each"') ? [one, second] : [one];
  });
}

function isOnASide(pose) {
  return structureOf(pose).includes('position = "side-lying"');
}

/** Whether somebody gets down to the floor for it. */
function isLow(pose) {
  return !/position = "(standing|seated)"/.test(structureOf(pose));
}

function structureOf(pose) {
  return POSES.split(/^\[/m).find((text) => text.startsWith(`${pose}]`));
}

function nameOf(pose) {
  return WORDS.match(new RegExp(`\\[pose\\.${pose}\\]\\nname = "([^"]+)"`))[1];
}
