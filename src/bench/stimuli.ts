/** Stimuli: how the cells of a workload are driven, from one fixed seed. */
import { formats } from '../network/fields.gen.js';
import type { Network } from '../network/network.js';
import { RandomStream } from '../random.js';
import type { Stimulus } from './workload.js';

const SEED = 1;
const DRIVE_ONE = 2 ** formats.q8_23.fraction;

/** One cell, another one each tick, is lifted by so many mV. */
export function kickOne({ views: { drive } }: Network, lift_mv: number): Stimulus {
  const random = new RandomStream(SEED, 'kick');
  let kicked = 0;
  return () => {
    drive[kicked] = 0;
    kicked = random.below(drive.length);
    drive[kicked] = lift_mv * DRIVE_ONE;
  };
}

/** The first tick lifts each cell by a draw of its own; then nothing is given. */
export function spreadStart(
  { views: { drive } }: Network,
  [least_mv, most_mv]: readonly [number, number],
): Stimulus {
  const random = new RandomStream(SEED, 'start');
  let ticks = 0;
  return () => {
    if (ticks === 0) {
      for (let i = 0; i < drive.length; i++) {
        const lift_mv = least_mv + (most_mv - least_mv) * random.uniform();
        drive[i] = Math.trunc(lift_mv * DRIVE_ONE);
      }
    } else if (ticks === 1) drive.fill(0);
    ticks += 1;
  };
}

/** Every cell gets a draw of its own from -width / 2 to width / 2 mV in every tick. */
export function freshNoise({ views: { drive } }: Network, width_mv: number): Stimulus {
  const random = new RandomStream(SEED, 'noise');
  return () => {
    for (let i = 0; i < drive.length; i++) drive[i] = noise(random, width_mv);
  };
}

/** How much noise is drawn in advance, and at how many places of it a tick may begin. */
const NOISE_DRAWS = 65_536;
const NOISE_WINDOWS = 4096;

/** The same from draws made in advance, read from another place each tick: one copy. */
export function copiedNoise(
  { views: { drive } }: Network,
  width_mv: number,
  seed = SEED,
): Stimulus {
  const random = new RandomStream(seed, 'noise');
  const draws = Int32Array.from({ length: NOISE_DRAWS + drive.length }, () =>
    noise(random, width_mv),
  );
  const windows = Array.from({ length: NOISE_WINDOWS }, () => {
    const start = random.below(NOISE_DRAWS);
    return draws.subarray(start, start + drive.length);
  });
  return () => drive.set(windows[random.below(NOISE_WINDOWS)] as Int32Array);
}

function noise(random: RandomStream, width_mv: number): number {
  return Math.trunc((random.uniform() - 0.5) * width_mv * DRIVE_ONE);
}

/** Releases so much of the first modulator, once in so many ticks at random. */
export function releaseAtTimes(network: Network, amount: number, mean_ticks: number): Stimulus {
  const random = new RandomStream(SEED, 'release');
  return () => {
    if (random.below(mean_ticks) === 0) network.release(0, amount);
  };
}

/** The sources from `first` on spike by chance, each tick and source alone (Poisson). */
export function poissonSources(
  { views: { source_spike } }: Network,
  [first, count]: readonly [number, number],
  chance: number,
): Stimulus {
  const random = new RandomStream(SEED, 'sources');
  const spikes = gapDraws(random, chance);
  let gap = spikes();
  return () => {
    for (; gap < count; gap += 1 + spikes()) source_spike[first + gap] = 1;
    gap -= count;
  };
}

/** How many fail before the next one succeeds, from draws made in advance. */
function gapDraws(random: RandomStream, chance: number): () => number {
  const gaps = Uint32Array.from({ length: NOISE_DRAWS }, () => {
    let gap = 0;
    while (random.uniform() >= chance) gap += 1;
    return gap;
  });
  return () => gaps[random.below(NOISE_DRAWS)] as number;
}
