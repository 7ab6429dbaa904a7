/** Latency: in each repeating window the slice spikes once, the earlier the larger the value. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { plainSlice, type Slice, sliceSchema } from '../handle.js';
import type { Encoder, EncoderContext } from './encoder.js';

const schema = z.strictObject({
  kind: z.literal('latency'),
  into: sliceSchema,
  window_ms: z.number().positive().describe('Length of the repeating window, at least two ticks.'),
  min_latency_ms: z
    .number()
    .min(0)
    .optional()
    .describe('When in the window the largest value spikes. Default 0.'),
});

export type LatencySpec = z.infer<typeof schema>;

/**
 * Time to first spike: the channel's maximum spikes `min_latency_ms` into the window, its minimum
 * in the window's last tick; the neurons of the slice spike together, as a volley.
 */
export function latency(into: Slice, options: Omit<LatencySpec, 'kind' | 'into'>): LatencySpec {
  return { kind: 'latency', into: plainSlice(into), ...options };
}

class LatencyEncoder implements Encoder {
  /** The number of the window that has had its spike; -1 before the first. */
  readonly state = new Float64Array(1);
  readonly #context: EncoderContext;
  readonly #window_ticks: number;
  readonly #first_ticks: number;

  constructor(spec: LatencySpec, context: EncoderContext) {
    this.#context = context;
    this.#window_ticks = ticks(spec.window_ms, context);
    this.#first_ticks = ticks(spec.min_latency_ms ?? 0, context);
    this.reset();
  }

  encode(value: number, tick: number, spikes: Uint8Array, offset: number): void {
    if (Number.isNaN(value)) return;
    const { min, max, count } = this.#context;
    const window = Math.floor(tick / this.#window_ticks);
    if (this.state[0] === window) return;
    const level = (Math.min(max, Math.max(min, value)) - min) / (max - min);
    const span_ticks = this.#window_ticks - 1 - this.#first_ticks;
    const latency_ticks = this.#first_ticks + Math.floor((1 - level) * span_ticks + 0.5);
    if (tick - window * this.#window_ticks < latency_ticks) return;
    this.state[0] = window;
    for (let neuron = 0; neuron < count; neuron++) spikes[offset + neuron] = 1;
  }

  reset(): void {
    this.state[0] = -1;
  }
}

function ticks(time_ms: number, { tick_ms }: EncoderContext): number {
  return Math.floor(time_ms / tick_ms + 0.5);
}

function check(spec: LatencySpec, context: EncoderContext, path: string, problems: Problems): void {
  const { window_ms, min_latency_ms = 0 } = spec;
  if (ticks(min_latency_ms, context) + 2 <= ticks(window_ms, context)) return;
  problems.add(
    'NUMBER_NOT_HELD',
    `${path} › window_ms`,
    `${window_ms} ms with min_latency_ms ${min_latency_ms} ms`,
    `at least two ticks of ${context.tick_ms} ms after min_latency_ms`,
    'lengthen window_ms, or shorten min_latency_ms or tick_ms',
  );
}

export const latencyEncoder = {
  schema,
  check,
  make: (spec: LatencySpec, context: EncoderContext): Encoder => new LatencyEncoder(spec, context),
};
