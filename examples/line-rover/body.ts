/** Where the line rover's parts are plugged in: eight reflectance sensors, two motors. */
import type { Body } from 'striatum';

export default {
  world: 'line',
  sensors: {
    nose_0: { device: 'analog', pin: 'A0' },
    nose_1: { device: 'analog', pin: 'A1' },
    nose_2: { device: 'analog', pin: 'A2' },
    nose_3: { device: 'analog', pin: 'A3' },
    nose_4: { device: 'analog', pin: 'A4' },
    nose_5: { device: 'analog', pin: 'A5' },
    nose_6: { device: 'analog', pin: 'A6' },
    nose_7: { device: 'analog', pin: 'A7' },
  },
  actuators: {
    wheel_left: { device: 'motor', pins: { pwm: 5, dir: 4 } },
    wheel_right: { device: 'motor', pins: { pwm: 6, dir: 7 } },
  },
} satisfies Body;
