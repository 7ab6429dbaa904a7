/** A PID on the same sensors and motors: written by hand, by someone who knows left from right. */
import type { Policy } from 'striatum';
import { CRUISE_RAD_S, lineOffset_mm, type Nose } from './robot.js';

/** Gains found by hand on the simulated rover; rad/s of turn per mm of offset, per mm/s. */
const P = 0.35;
const D = 0.02;
const DERIVATIVE_TAU_MS = 20;

export const pid: Policy = {
  name: 'PID',
  make(tick_ms) {
    const blend = tick_ms / (DERIVATIVE_TAU_MS + tick_ms);
    let last_mm = 0;
    let slope = 0;
    return (sensors, actuators) => {
      const seen = lineOffset_mm(sensors as Nose);
      const offset_mm = Number.isNaN(seen) ? last_mm : seen;
      slope += blend * (((offset_mm - last_mm) * 1000) / tick_ms - slope);
      last_mm = offset_mm;
      const turn = P * offset_mm + D * slope;
      actuators.wheel_left = CRUISE_RAD_S + turn;
      actuators.wheel_right = CRUISE_RAD_S - turn;
    };
  },
};
