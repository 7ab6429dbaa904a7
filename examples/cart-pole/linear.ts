/** A linear policy on the same sensors and motor, written by hand by someone who knows the task. */
import type { Policy } from 'striatum';
import { FULL_N } from './robot.js';

export const linear: Policy = {
  name: 'linear',
  /** Full force to the side to which the state leans, one degree for each of these. */
  make:
    () =>
    ({ position = 0, velocity = 0, angle = 0, angular_velocity = 0 }, actuators) => {
      const lean_deg = 0.5 * position + velocity + angle + 0.3 * angular_velocity;
      actuators.push = lean_deg > 0 ? FULL_N : -FULL_N;
    },
};
