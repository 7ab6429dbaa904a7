/** The wires between a world's sockets and the pins of the simulated board. */
import { MODES, type Pin } from './kit.js';
import type { PinsIo } from './pins-io.js';
import type { Port, World } from './world.js';

const FULL_DUTY = 255;
/** A servo turns from its first to its last position between these pulses, johnny-five's own. */
const SERVO_FIRST_US = 600;
const SERVO_LAST_US = 2400;

interface Wire {
  /** Index into the world's inputs or outputs. */
  readonly port: number;
  readonly min: number;
  readonly span: number;
  readonly pin: number;
}

export class Wires {
  readonly #world: World;
  readonly #io: PinsIo;
  readonly #analog: readonly Wire[];
  readonly #motors: readonly (Wire & { readonly dir: number })[];
  readonly #servos: readonly Wire[];
  readonly #leds: readonly Wire[];

  constructor(world: World, io: PinsIo) {
    const { wiring, input_ports, output_ports } = world;
    this.#world = world;
    this.#io = io;
    this.#analog = Object.entries(wiring.analog).map(([pin, port]) =>
      wire(output_ports, port, io.normalize(pin)),
    );
    this.#motors = Object.entries(wiring.motors).map(([port, pins]) => ({
      ...wire(input_ports, port, pins.pwm),
      dir: pins.dir,
    }));
    const wires = (pins: Readonly<Record<string, number>> = {}) =>
      Object.entries(pins).map(([port, pin]) => wire(input_ports, port, pin));
    this.#servos = wires(wiring.servos);
    this.#leds = wires(wiring.leds);
  }

  /** The world feels what the pins do. */
  drive(): void {
    const { inputs } = this.#world;
    for (const { port, min, span, pin, dir } of this.#motors) {
      const forward = this.#pin(dir).value > 0;
      inputs[port] = min + ((1 + (forward ? 1 : -1) * this.#duty(pin)) / 2) * span;
    }
    for (const { port, min, span, pin } of this.#servos) {
      // A servo that was never told to move stays in the middle.
      const idle = this.#pin(pin).mode !== MODES.SERVO || this.#pin(pin).value === 0;
      const pulse_us = idle ? (SERVO_FIRST_US + SERVO_LAST_US) / 2 : this.#io.servoPulse_us(pin);
      const turn = (pulse_us - SERVO_FIRST_US) / (SERVO_LAST_US - SERVO_FIRST_US);
      inputs[port] = min + Math.max(0, Math.min(1, turn)) * span;
    }
    for (const { port, min, span, pin } of this.#leds) {
      inputs[port] = min + this.#duty(pin) * span;
    }
  }

  /** The pins see what the world shows. */
  sense(): void {
    const { outputs } = this.#world;
    for (const { port, min, span, pin } of this.#analog) {
      const level = ((outputs[port] as number) - min) / span;
      this.#io.levels[pin] = Math.max(0, Math.min(1, level));
    }
  }

  #pin(index: number): Pin {
    return this.#io.pins[index] as Pin;
  }

  #duty(index: number): number {
    const { mode, value } = this.#pin(index);
    if (mode === MODES.PWM) return value / FULL_DUTY;
    return mode === MODES.OUTPUT ? Math.min(1, value) : 0;
  }
}

function wire(ports: readonly Port[], name: string, pin: number): Wire {
  const port = ports.findIndex((candidate) => candidate.name === name);
  const { min, max } = ports[port] as Port;
  return { port, min, span: max - min, pin };
}
