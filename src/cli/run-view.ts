/** Keeps what the panel of a run shows: means, rates, and the points of its plot. */

import { machineClock } from '../clock.js';
import type { Controller, Witness } from '../control/controller.js';
import type { Loop } from '../control/loop.js';
import type { Simulation } from '../control/simulation.js';
import type { Robot } from '../robot.js';
import type { PanelView, Reading } from './panel-view.js';
import type { RunState } from './run-state.js';
import type { Uplink } from './uplink.js';

/** Means in the panel cover about this much robot time. */
const MEAN_S = 10;
/** Reward and rates cover less, so that one sees them move. */
const RECENT_S = 0.5;
const POINT_S = 1;
const POINTS = 240;

export class RunView implements Witness {
  readonly #robot: Robot;
  readonly #simulation: Simulation;
  readonly #uplink: Uplink;
  readonly #state: RunState | undefined;
  readonly #means: Float64Array;
  readonly #ticks_per_point: number;
  readonly #plotted: number;
  readonly #points: number[] = [];
  #point_sum = 0;
  #reward = 0;
  #spikes = 0;
  #last_real_us = machineClock.now_us();
  #last_robot_us = 0;
  #speed = 0;

  constructor(robot: Robot, simulation: Simulation, uplink: Uplink, state?: RunState) {
    const { measures } = simulation.board;
    this.#robot = robot;
    this.#simulation = simulation;
    this.#uplink = uplink;
    this.#state = state;
    this.#means = new Float64Array(measures.names.length).fill(Number.NaN);
    this.#plotted = measures.kinds.indexOf('signal');
    this.#ticks_per_point = Math.max(1, Math.round((POINT_S * 1000) / robot.tick_ms));
  }

  tick(controller: Controller): void {
    const { values } = this.#simulation.board.measures;
    const blend = this.#robot.tick_ms / 1000 / MEAN_S;
    for (let i = 0; i < values.length; i++) {
      const size = Math.abs(values[i] as number);
      const mean = this.#means[i] as number;
      this.#means[i] = Number.isNaN(mean) ? size : mean + blend * (size - mean);
    }
    const recent = this.#robot.tick_ms / 1000 / RECENT_S;
    this.#reward += recent * (controller.reward - this.#reward);
    this.#spikes += recent * (controller.mind.spikes - this.#spikes);
    if (this.#plotted >= 0) this.#plot(controller, Math.abs(values[this.#plotted] as number));
  }

  #plot(controller: Controller, size: number): void {
    this.#point_sum += size;
    if ((controller.ticks + 1) % this.#ticks_per_point !== 0) return;
    this.#points.push(this.#point_sum / this.#ticks_per_point);
    if (this.#points.length > POINTS) this.#points.shift();
    this.#point_sum = 0;
  }

  take(loop: Loop): PanelView {
    const { controller, board } = this.#simulation;
    const { telemetry, broker } = this.#uplink;
    const { connected, sent, dropped } = telemetry.counts;
    const { latest } = controller.orders;
    const name = board.measures.names[this.#plotted];
    return {
      robot: this.#robot.name,
      body: board.name,
      state: controller.lifecycle.state,
      time_s: (controller.ticks * this.#robot.tick_ms) / 1000,
      speed: this.#measureSpeed(controller),
      measures: board.measures.names.map((_, i) => this.#reading(i)),
      reward: this.#reward,
      dopamine: controller.mind.dopamine,
      dopamine_full: this.#fullLevel(),
      spikes_hz: (this.#spikes * 1000) / this.#robot.tick_ms,
      learning: controller.mind.learning,
      ...(latest !== undefined && { checkpoint: latest }),
      tick_cost_us: quantiles(loop.cost),
      ...(loop.lateness.count > 0 && { tick_lateness_us: quantiles(loop.lateness) }),
      telemetry: { connected, sent, dropped, ...(broker !== undefined && { broker }) },
      ...(this.#state && { checkpoints: this.#state.summary }),
      ...(name !== undefined && { plot: { name, points: this.#points, point_s: POINT_S } }),
    };
  }

  /** The end of the modulator's range that is farther from zero. */
  #fullLevel(): number {
    const { reward, modulators } = this.#robot;
    const { min = -1, max = 1 } = modulators[reward?.into ?? ''] ?? {};
    return Math.max(Math.abs(min), Math.abs(max)) || 1;
  }

  #reading(i: number): Reading {
    const { names, kinds, values } = this.#simulation.board.measures;
    const reading = { name: names[i] as string, value: values[i] as number };
    if (kinds[i] === 'count') return { ...reading, kind: 'count' };
    return { ...reading, kind: 'signal', mean_abs: this.#means[i] as number };
  }

  #measureSpeed(controller: Controller): number {
    const real_us = machineClock.now_us();
    const passed_us = real_us - this.#last_real_us;
    if (passed_us > 500_000) {
      this.#speed = (controller.now_us - this.#last_robot_us) / passed_us;
      this.#last_real_us = real_us;
      this.#last_robot_us = controller.now_us;
    }
    return this.#speed;
  }
}

function quantiles(histogram: Loop['cost']): { p50: number; p99: number } {
  return { p50: histogram.quantile_us(0.5), p99: histogram.quantile_us(0.99) };
}
