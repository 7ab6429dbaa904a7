/**
 * How a channel's value drives johnny-five's Motor, Servo and Led. Each writes only what has
 * changed on the wire; safe() writes whatever was written before.
 */
import type { ActuatorChannel } from '../src/channel.js';

/** One actuator of an open board. */
export interface Actuator {
  /** Value in the channel's unit. */
  write(value: number): void;
  safe(): void;
  close(): void;
}

const FULL = 255;

/** What of johnny-five's Motor is used. */
export interface Motor {
  forward(speed: number): unknown;
  reverse(speed: number): unknown;
  start(speed: number): unknown;
}

export class MotorActuator implements Actuator {
  readonly #motor: Motor;
  readonly #safe: number;
  readonly #per_unit: number;
  #speed = -1;
  #forward = true;

  constructor(motor: Motor, channel: ActuatorChannel, full_scale: number) {
    this.#motor = motor;
    this.#safe = channel.safe;
    this.#per_unit = FULL / full_scale;
  }

  write(value: number): void {
    const speed = Math.min(FULL, Math.floor(Math.abs(value) * this.#per_unit + 0.5));
    const forward = speed === 0 ? this.#forward : value > 0;
    if (speed === this.#speed && forward === this.#forward) return;
    // A change of direction stops the motor first; start() alone leaves the direction pin alone.
    if (forward === this.#forward) this.#motor.start(speed);
    else if (forward) this.#motor.forward(speed);
    else this.#motor.reverse(speed);
    this.#speed = speed;
    this.#forward = forward;
  }

  safe(): void {
    this.#speed = -1;
    this.write(this.#safe);
  }

  close(): void {}
}

/** What of johnny-five's Servo is used. */
export interface Servo {
  to(degrees: number): unknown;
  stop(): unknown;
}

export class ServoActuator implements Actuator {
  readonly #servo: Servo;
  readonly #channel: ActuatorChannel;
  readonly #first_deg: number;
  readonly #deg_per_unit: number;
  #degrees = Number.NaN;

  constructor(servo: Servo, channel: ActuatorChannel, degrees: readonly [number, number]) {
    this.#servo = servo;
    this.#channel = channel;
    this.#first_deg = degrees[0];
    this.#deg_per_unit = (degrees[1] - degrees[0]) / (channel.max - channel.min);
  }

  write(value: number): void {
    const degrees = this.#first_deg + (value - this.#channel.min) * this.#deg_per_unit;
    if (degrees === this.#degrees) return;
    this.#servo.to(degrees);
    this.#degrees = degrees;
  }

  safe(): void {
    this.#degrees = Number.NaN;
    this.write(this.#channel.safe);
  }

  close(): void {
    this.#servo.stop();
  }
}

/** What of johnny-five's Led is used. */
export interface Led {
  brightness(value: number): unknown;
  on(): unknown;
  off(): unknown;
  stop(): unknown;
}

export class LedActuator implements Actuator {
  readonly #led: Led;
  readonly #channel: ActuatorChannel;
  /** Without PWM a lamp is on from half of its range upwards. */
  readonly #dims: boolean;
  #brightness = -1;

  constructor(led: Led, channel: ActuatorChannel, dims: boolean) {
    this.#led = led;
    this.#channel = channel;
    this.#dims = dims;
  }

  write(value: number): void {
    const { min, max } = this.#channel;
    const share = (value - min) / (max - min);
    const brightness = this.#dims ? Math.floor(share * FULL + 0.5) : share >= 0.5 ? FULL : 0;
    if (brightness === this.#brightness) return;
    if (this.#dims) this.#led.brightness(brightness);
    else if (brightness > 0) this.#led.on();
    else this.#led.off();
    this.#brightness = brightness;
  }

  safe(): void {
    this.#brightness = -1;
    this.write(this.#channel.safe);
  }

  close(): void {
    this.#led.stop();
  }
}
