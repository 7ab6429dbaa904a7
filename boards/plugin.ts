/**
 * The part of johnny-five's IO plugin contract that a board needs. Any plugin has it: sim,
 * firmata-io, raspi-io. Source: rwaldron/io-plugins, README.
 */
import type { EventEmitter } from 'node:events';

export interface PluginPin {
  readonly supportedModes: readonly number[];
  /** Which analog input it is; 127 where none. */
  readonly analogChannel: number;
}

export interface IoPlugin extends EventEmitter {
  readonly name: string;
  readonly isReady: boolean;
  readonly pins: readonly PluginPin[];
  readonly MODES: {
    readonly INPUT: number;
    readonly OUTPUT: number;
    readonly ANALOG: number;
    readonly PWM: number;
    readonly SERVO: number;
  };
  /** A plugin of ours also says when the sample was true, in microseconds of the board's clock. */
  analogRead(pin: string | number, handler: (value: number, valid_us?: number) => void): unknown;
  setSamplingInterval?(ms: number): unknown;
}

/** The plugin's pin of "A0" or 13; undefined where it has none. */
export function pinIndex(io: IoPlugin, pin: string | number): number | undefined {
  const analog = /^A(\d+)$/.exec(String(pin));
  const index = analog
    ? io.pins.findIndex(({ analogChannel }) => analogChannel === Number(analog[1]))
    : Number(pin);
  return io.pins[index] ? index : undefined;
}

/** The numbers of the pins that have a mode. */
export function pinsWith(io: IoPlugin, mode: number): number[] {
  return io.pins.flatMap(({ supportedModes }, i) => (supportedModes.includes(mode) ? [i] : []));
}
