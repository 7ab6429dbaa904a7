/** Policies beside the network: one by a person who knows the task, one by nobody. */
import type { Policy } from 'striatum';
import { FULL_N } from './robot.js';

/** Full force to the side where the weighted state is; weights found by hand. */
export const linear: Policy = {
  name: 'linear',
  make: () => (now, actuators) => {
    const { position = 0, velocity = 0, angle = 0, angular_velocity = 0 } = now;
    const tilt = 0.5 * position + velocity + angle + 0.3 * angular_velocity;
    actuators.push = tilt > 0 ? FULL_N : -FULL_N;
  },
};
