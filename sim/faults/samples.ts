/** What faults make of the samples of one sensor, between the converter and the reader. */
import type { Fault } from '../../src/fault.js';
import type { RandomStream } from '../../src/random.js';

export interface Sample {
  /** As the converter gave it; NaN where there is none. */
  readonly counts: number;
  /** When it was true; -Infinity where it never was. */
  readonly valid_us: number;
}

/** The samples that arrive at a report instead of these. */
export type Disturb = (samples: readonly Sample[], now_us: number) => readonly Sample[];

const NOTHING: Sample = { counts: Number.NaN, valid_us: Number.NEGATIVE_INFINITY };

/** What a fault that begins does to samples; undefined where it is about something else. */
export function disturbanceOf(
  fault: Fault,
  counts_per_unit: number,
  chance: RandomStream,
): Disturb | undefined {
  switch (fault.kind) {
    case 'freeze':
      return () => [];
    case 'missing':
      return () => [NOTHING];
    case 'nan':
      return (samples) => samples.map((sample) => ({ ...sample, counts: Number.NaN }));
    case 'offset':
      return (samples) => shifted(samples, fault.value * counts_per_unit);
    case 'noise': {
      const std = fault.std * counts_per_unit;
      const draw = holding((fault.hold_ms ?? 0) * 1000, () => std * chance.gaussian());
      return (samples, now_us) => shifted(samples, samples.length > 0 ? draw(now_us) : 0);
    }
    case 'late':
      return late(fault.ms * 1000);
    case 'lost':
      return (samples) => samples.filter(() => chance.uniform() >= fault.share);
    case 'repeated':
      return repeated(() => chance.uniform() < fault.share);
    default:
      return undefined;
  }
}

function shifted(samples: readonly Sample[], counts: number): readonly Sample[] {
  return samples.map((sample) => ({ ...sample, counts: sample.counts + counts }));
}

/** A draw that stays until the next multiple of `hold_us`; 0 for a new one each time. */
function holding(hold_us: number, draw: () => number): (now_us: number) => number {
  let drawn = 0;
  let due_us = Number.NEGATIVE_INFINITY;
  return (now_us) => {
    if (now_us >= due_us) {
      drawn = draw();
      due_us = hold_us > 0 ? (Math.floor(now_us / hold_us) + 1) * hold_us : now_us;
    }
    return drawn;
  };
}

/** What is on its way when the fault ends never arrives. */
function late(delay_us: number): Disturb {
  const waiting: { readonly sample: Sample; readonly due_us: number }[] = [];
  return (samples, now_us) => {
    for (const sample of samples) waiting.push({ sample, due_us: now_us + delay_us });
    const due = waiting.findIndex(({ due_us }) => due_us > now_us);
    const arrived = waiting.splice(0, due < 0 ? waiting.length : due);
    return arrived.map(({ sample }) => sample);
  };
}

function repeated(again: () => boolean): Disturb {
  let before: Sample | undefined;
  return (samples) =>
    samples.flatMap((sample) => {
      const old = before;
      before = sample;
      return old && again() ? [sample, old] : [sample];
    });
}
