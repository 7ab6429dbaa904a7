/** Where the cart's parts are plugged in: six inputs, one motor. */
import type { Body } from 'striatum';

export default {
  world: 'cart-pole',
  sensors: {
    position: { device: 'analog', pin: 'A0' },
    velocity: { device: 'analog', pin: 'A1' },
    angle: { device: 'analog', pin: 'A2' },
    angular_velocity: { device: 'analog', pin: 'A3' },
    fallen: { device: 'analog', pin: 'A4' },
    over: { device: 'analog', pin: 'A5' },
  },
  actuators: { push: { device: 'motor', pins: { pwm: 5, dir: 4 } } },
} satisfies Body;
