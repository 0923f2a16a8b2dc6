// What a session has to show at each time of its clock, told from the data of the catalog and by nothing of the app:
// an independent judge of the player.

import { readFileSync } from 'node:fs';

import { seconds } from './app.mjs';

const ROUTINES = readFileSync('crates/unknot-content/data/routines.toml', 'utf8');
const WORDS = readFileSync('crates/unknot-content/data/words/en.toml', 'utf8');

/** A session of a routine at its own length, with the settings of a first visit. Times are seconds. */
export class Plan {
  constructor(routine) {
    const steps = stepsOf(routine);
    this.preparation = 10;
    this.total = 0;
    /** The stretches of time that each have a countdown of their own. */
    this.stretches = [];
    for (const [place, step] of steps.entries()) {
      for (const length of [place === 0 ? this.preparation : 0, step.lead, step.work].filter(Boolean)) {
        this.stretches.push({ from: this.total, until: this.total + length, pose: step.pose, next: steps[place + 1]?.pose });
        this.total += length;
      }
    }
  }

  /**
   * The span of time in which all that a moment shows is right, the nearest to its own time if there are several. What
   * a moment leaves out is not looked at.
   */
  rightAt({ time, countdown, left, pose, next }) {
    const spans = this.stretches
      .filter((stretch) => pose === undefined || (stretch.pose === pose && leadsTo(next, stretch)))
      .map(({ from, until }) => meet({ from, until }, secondOf(until, countdown)))
      .map((span) => (left === undefined ? span : meet(span, secondOf(this.total, left))))
      .filter(({ from, until }) => from < until);
    return spans.sort((a, b) => distance(a, time) - distance(b, time))[0];
  }

  /** How far a moment's time is from one at which all that it shows would be right. */
  disagreement(moment) {
    const span = this.rightAt(moment);
    return span ? distance(span, moment.time) : Infinity;
  }

  /** How long after its due time a countdown was seen to change; less than nothing if it was before. */
  lateness({ time, countdown }) {
    const span = this.rightAt({ time, countdown });
    return span ? time - span.from : Infinity;
  }
}

/** A countdown to `end` is rounded up: it shows a second from that second on until the next. */
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

/** Whether it is the step after this one that is told: its pose, or the other side of the same. */
function leadsTo(told, { pose, next }) {
  if (next === undefined) return told === 'Last step';
  return next === pose ? told.startsWith('Next: ') && !told.includes(pose) : told.startsWith(`Next: ${next}`);
}

function stepsOf(routine) {
  const table = ROUTINES.split('[[routine]]').find((text) => text.includes(`slug = "${routine}"`));
  return table.match(/\{ pose = .*\}/g).flatMap((step) => {
    const number = (name) => Number(step.match(new RegExp(`\\b${name} = ([\\d.]+)`))?.[1] ?? 0);
    const pose = nameOf(step.match(/pose = "([^"]+)"/)[1]);
    const one = { pose, lead: number('lead'), work: number('work') };
    return step.includes('side = "each"') ? [one, one] : [one];
  });
}

function nameOf(pose) {
  return WORDS.match(new RegExp(`\\[pose\\.${pose}\\]\\nname = "([^"]+)"`))[1];
}
