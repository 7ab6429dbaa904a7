/** Where the bandit's parts are plugged in: two lamps to see, two servos on the levers. */
import type { Body } from 'striatum';

export default {
  world: 'bandit',
  sensors: {
    ready: { device: 'analog', pin: 'A0' },
    paid: { device: 'analog', pin: 'A1' },
  },
  actuators: {
    lever_0: { device: 'servo', pin: 2 },
    lever_1: { device: 'servo', pin: 3 },
  },
} satisfies Body;
