/** Turns ticks into samples for telemetry and the panel: means since the last sample. */

import { type Network, WEIGHT_ONE } from '../network/network.js';
import type { Controller, Witness } from './controller.js';
import type { Loop } from './loop.js';
import type { Sample } from './sink.js';
import { SpikingMind } from './spiking-mind.js';

export class Sampler implements Witness {
  readonly sample: Sample;
  readonly #spikes: Float64Array;
  readonly #sizes: Float64Array;
  #ticks = 0;
  #reward_sum = 0;

  constructor(controller: Controller) {
    const { mind } = controller;
    const populations = mind instanceof SpikingMind ? mind.network.compiled.populations : new Map();
    const sizes = [...populations.values()].map(({ count }) => count);
    this.#sizes = Float64Array.from(sizes);
    this.#spikes = new Float64Array(sizes.length);
    this.sample = {
      tick: 0,
      time_us: 0,
      sensors: new Float64Array(controller.raw.values.length),
      sensor_age_us: new Float64Array(controller.raw.values.length),
      actuators: new Float64Array(controller.command.values.length),
      reward: 0,
      dopamine: 0,
      rates_hz: new Float64Array(sizes.length),
      weights_mv: new Float64Array(3),
      learning: false,
      timing: new Float64Array(4),
    };
  }

  tick(controller: Controller): void {
    this.#ticks += 1;
    this.#reward_sum += controller.reward;
    if (!(controller.mind instanceof SpikingMind)) return;
    const { population_spikes } = controller.mind.network.views;
    for (let i = 0; i < population_spikes.length; i++) {
      this.#spikes[i] = (this.#spikes[i] as number) + (population_spikes[i] as number);
    }
  }

  /** Fills the sample with what happened since the last call. */
  take(controller: Controller, loop: Loop): Sample {
    const { sample } = this;
    const seconds = (this.#ticks * controller.robot.tick_ms) / 1000;
    sample.tick = controller.ticks;
    sample.time_us = controller.now_us;
    sample.sensors.set(controller.raw.values);
    for (let i = 0; i < sample.sensor_age_us.length; i++) {
      sample.sensor_age_us[i] = controller.now_us - (controller.raw.valid_us[i] as number);
    }
    sample.actuators.set(controller.command.values);
    sample.reward = this.#ticks > 0 ? this.#reward_sum / this.#ticks : 0;
    sample.dopamine = controller.mind.dopamine;
    sample.learning = controller.mind.learning;
    for (let i = 0; i < this.#spikes.length; i++) {
      const neurons_s = (this.#sizes[i] as number) * seconds;
      sample.rates_hz[i] = neurons_s > 0 ? (this.#spikes[i] as number) / neurons_s : 0;
    }
    if (controller.mind instanceof SpikingMind) {
      rangeOfWeights_mv(controller.mind.network, sample.weights_mv);
    }
    sample.timing[0] = loop.cost.quantile_us(0.5);
    sample.timing[1] = loop.cost.quantile_us(0.99);
    sample.timing[2] = loop.cost.max_us;
    sample.timing[3] = loop.missed;
    this.#ticks = 0;
    this.#reward_sum = 0;
    this.#spikes.fill(0);
    return sample;
  }
}

/** Smallest, mean and largest of all plastic weights. */
function rangeOfWeights_mv(network: Network, out: Float64Array): void {
  const weights = network.settle();
  if (weights.length === 0) return;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    least = Math.min(least, weight);
    most = Math.max(most, weight);
    sum += weight;
  }
  out[0] = least / WEIGHT_ONE;
  out[1] = sum / weights.length / WEIGHT_ONE;
  out[2] = most / WEIGHT_ONE;
}
