/** Where the parts of the T-maze's robot are plugged in: four lamps to see, a servo to turn. */
import type { Body } from 'striatum';

export default {
  world: { kind: 't-maze', wrong: -1, reversal_trials: 50 },
  sensors: {
    cue_left: { device: 'analog', pin: 'A0' },
    cue_right: { device: 'analog', pin: 'A1' },
    junction: { device: 'analog', pin: 'A2' },
    outcome: { device: 'analog', pin: 'A3' },
  },
  actuators: { turn: { device: 'servo', pin: 9 } },
} satisfies Body;
