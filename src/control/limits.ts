/** What the gate holds a robot to, as the numbers that native/gate/limits.h names in this order. */
import { type ActuatorChannel, REACHES, type SensorChannel } from '../channel.js';
import type { RobotChannels } from './channels.js';

const DEFAULT_STALE_MS = 100;
const DEFAULT_TOLERATE_MS = 200;
const DEFAULT_BOUND_MS = 50;
const DEFAULT_RESUME_MS = 1000;
/** A loop is not lost before it has missed as many ticks. */
const TICKS_TO_BE_LOST = 3;

export function limitsOf({ sensors, actuators, safety = {}, tick_ms }: RobotChannels) {
  const bound_us = boundOf({ safety, tick_ms }) * 1000;
  const senses = Object.values(sensors);
  const drives = Object.values(actuators);
  return Float64Array.from([
    ...[senses.length, drives.length, tick_ms * 1000],
    // what is left of the bound is the gate's own: its step, and the time until it drives
    ...[0.8 * bound_us, 0.8 * bound_us],
    (safety.resume_ms ?? DEFAULT_RESUME_MS) * 1000,
    ...senses.flatMap((sensor) => sensorLimit(sensor, tick_ms)),
    ...drives.flatMap(actuatorLimit),
  ]);
}

/** How long after the program falls silent every actuator is safe or on its way there. */
export function boundOf({ safety, tick_ms }: Pick<RobotChannels, 'safety' | 'tick_ms'>): number {
  return safety?.bound_ms ?? Math.max(DEFAULT_BOUND_MS, (TICKS_TO_BE_LOST * tick_ms) / 0.8);
}

function sensorLimit(sensor: SensorChannel, tick_ms: number): number[] {
  const { min, max, stale_ms, tolerate_ms } = sensor;
  return [
    ...[min, max, Math.max(stale_ms ?? DEFAULT_STALE_MS, tick_ms) * 1000],
    (tolerate_ms ?? DEFAULT_TOLERATE_MS) * 1000,
  ];
}

function actuatorLimit(actuator: ActuatorChannel): number[] {
  const { min, max, safe, slew_per_s, reach = 'at once', hold_ms = 0 } = actuator;
  return [min, max, safe, slew_per_s, hold_ms * 1000, REACHES.indexOf(reach)];
}
