/** What the boards' tests share: a small robot, a body for it, and a plugin on the bench. */
import { type BoardOptions, JohnnyFiveBoard } from '../../boards/index.js';
import { SimulatedIo } from '../../sim/index.js';
import type { Body } from '../../src/body.js';
import { SimulatedClock } from '../../src/clock.js';

export const channels = {
  name: 'gadget',
  tick_ms: 10,
  sensors: {
    light: { unit: 'lux', min: 0, max: 1000 },
    heat: { unit: '°C', min: -20, max: 80 },
  },
  actuators: {
    wheel: { unit: 'rad/s', min: -8, max: 8, safe: 0, slew_per_s: 100 },
    arm: { unit: 'deg', min: -45, max: 45, safe: -45, slew_per_s: 100 },
    lamp: { unit: '%', min: 0, max: 100, safe: 0, slew_per_s: 1000 },
  },
} as const;

export const body = {
  sensors: {
    light: { device: 'analog', pin: 'A0' },
    heat: { device: 'analog', pin: 15, scale: { from: [100, 900] } },
  },
  actuators: {
    wheel: { device: 'motor', pins: { pwm: 5, dir: 4 } },
    arm: { device: 'servo', pin: 10 },
    lamp: { device: 'led', pin: 6 },
  },
} satisfies Body;

/** A board on a simulated plugin, with the machine's own timers, as on hardware. */
export class Bench {
  readonly clock = new SimulatedClock();
  readonly io = new SimulatedIo({ noise_counts: 0 });
  readonly board: JohnnyFiveBoard;

  constructor(change: Partial<BoardOptions> = {}) {
    this.io.levels[14] = 0.5;
    this.io.levels[15] = 0.5;
    const { io, clock } = this;
    this.board = new JohnnyFiveBoard({ io, body, channels, clock, ...change });
  }

  /** One tick of the plugin. */
  pass(): void {
    this.clock.advance(channels.tick_ms * 1000);
    this.io.advance(this.clock.now_us());
  }

  /** What an actuator does at its pins, in its unit. */
  observed(name: string): number {
    const value = (pin: number) => this.io.pins[pin]?.value as number;
    if (name === 'wheel') return ((value(4) ? 1 : -1) * value(5) * 8) / 255;
    if (name === 'arm') return -45 + ((this.io.servoPulse_us(10) - 600) / 1800) * 90;
    return (value(6) / 255) * 100;
  }
}
