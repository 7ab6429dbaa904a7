/**
 * The line rover's loop: what a tick of its network costs beside an empty native call, where the
 * time of a whole tick goes, world included, and how many times faster than real time it runs.
 * Run it: npm run bench
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import body from '../examples/line-rover/body.js';
import rover from '../examples/line-rover/robot.js';
import { machineClock } from '../src/clock.js';
import { headerOf, type RecordingHeader } from '../src/control/recording/header.js';
import { Recorder } from '../src/control/recording/recorder.js';
import { openSimulation, type Simulation } from '../src/control/simulation.js';
import type { SpikingMind } from '../src/control/spiking-mind.js';
import { addon } from '../src/network/index.js';
import { printQuantiles, type Quantiles, quantilesOf } from './quantiles.js';

const TICKS = 60_000;
const SMALL_TICKS = 1_000;
/** Recorded in bursts, each with a pause of 1 ms a tick after it. */
const RECORDED_TICKS = 12_000;
const BURST_TICKS = 64;
const SEED = 7;

export interface LoopCost {
  readonly parts: Readonly<Record<string, Quantiles>>;
  readonly times_real_time: number;
}

/** Runs the rover twice: once with a stopwatch around each part, once without for the speed. */
export async function benchLoop(ticks: number): Promise<LoopCost> {
  const parts = {
    'empty native call': timeEach(ticks, () => addon().empty()),
    ...(await timeParts(ticks)),
    ...(await timeRecorder(Math.min(ticks, RECORDED_TICKS))),
  };
  return { parts, times_real_time: await timesRealTime(ticks) };
}

async function timeParts(ticks: number): Promise<Record<string, Quantiles>> {
  return withRover(({ controller, board, mind }) => {
    const stopwatch = new Stopwatch(ticks);
    const { network } = mind as SpikingMind;
    stopwatch.around('network tick, native call included', network, 'tick');
    stopwatch.around('mind: encode, tick, decode', mind, 'think');
    stopwatch.around('mind: reward, critic, release', mind, 'learn');
    stopwatch.around('board: johnny-five reads', board, 'read');
    stopwatch.around('board: johnny-five writes', board, 'write');
    stopwatch.around('board: world, pins, timers', board, 'advance');
    stopwatch.around('controller: all but the world', controller, 'tick');
    for (let i = 0; i < ticks; i++) {
      board.advance(rover.tick_ms * 1000);
      controller.tick();
    }
    return stopwatch.quantiles();
  });
}

/** Between bursts the writing thread has time, as it has in a run that is paced. */
async function timeRecorder(ticks: number): Promise<Record<string, Quantiles>> {
  const folder = mkdtempSync(join(tmpdir(), 'striatum-bench-'));
  const quantiles = await withRover(({ controller, board }) => {
    const run = { source: 'line-rover', seed: SEED, learning: true, clamp_dopamine: false };
    const header = headerOf(controller, run) as RecordingHeader;
    const sparse = { ...header, hash_every: ticks, key_frame_every: 0 };
    const recorder = new Recorder(join(folder, 'bench.mcap'), sparse);
    controller.witnesses.push(recorder);
    const stopwatch = new Stopwatch(ticks);
    stopwatch.around('recorder: a tick without hash', recorder, 'tick');
    const bell = new Int32Array(new SharedArrayBuffer(4));
    for (let i = 0; i < ticks; i++) {
      board.advance(rover.tick_ms * 1000);
      controller.tick();
      if (i % BURST_TICKS === 0) Atomics.wait(bell, 0, 0, BURST_TICKS);
    }
    recorder.close();
    const hash = timeEach(ticks / 10, () => controller.mind.hash());
    return { ...stopwatch.quantiles(), 'recorder: hash of the mind': hash };
  });
  rmSync(folder, { recursive: true });
  return quantiles;
}

async function timesRealTime(ticks: number): Promise<number> {
  return withRover(({ controller, board }) => {
    const start_us = machineClock.now_us();
    for (let i = 0; i < ticks; i++) {
      board.advance(rover.tick_ms * 1000);
      controller.tick();
    }
    return (ticks * rover.tick_ms * 1000) / (machineClock.now_us() - start_us);
  });
}

async function withRover<T>(work: (simulation: Simulation) => T): Promise<T> {
  const simulation = await openSimulation({ robot: rover, body, seed: SEED });
  try {
    return work(simulation);
  } finally {
    await simulation.controller.close();
  }
}

function timeEach(count: number, work: () => void): Quantiles {
  const durations_us = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const start_us = machineClock.now_us();
    work();
    durations_us[i] = machineClock.now_us() - start_us;
  }
  return quantilesOf(durations_us);
}

/** Times one method of an object from outside; costs about 0.1 us a call itself. */
class Stopwatch {
  readonly #ticks: number;
  readonly #durations_us: Record<string, Float64Array> = {};

  constructor(ticks: number) {
    this.#ticks = ticks;
  }

  around<K extends string>(
    name: string,
    target: Record<K, (first: never, second: never) => unknown>,
    key: K,
  ) {
    const method = target[key].bind(target) as (first: unknown, second: unknown) => unknown;
    const durations_us = new Float64Array(this.#ticks);
    let calls = 0;
    this.#durations_us[name] = durations_us;
    Object.defineProperty(target, key, {
      value: (first: unknown, second: unknown) => {
        const start_us = machineClock.now_us();
        const result = method(first, second);
        durations_us[calls++] = machineClock.now_us() - start_us;
        return result;
      },
    });
  }

  quantiles(): Record<string, Quantiles> {
    return Object.fromEntries(
      Object.entries(this.#durations_us).map(([name, us]) => [name, quantilesOf(us)]),
    );
  }
}

async function main(): Promise<void> {
  const ticks = process.argv.includes('--small') ? SMALL_TICKS : TICKS;
  const { parts, times_real_time } = await benchLoop(ticks);
  console.log(`line rover, ${ticks} ticks of ${rover.tick_ms} ms, in microseconds`);
  printQuantiles(parts);
  console.log(`whole loop at full speed: ${times_real_time.toFixed(0)} times real time`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
