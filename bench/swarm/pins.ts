/** What actuators do at the pins of the simulated board, as someone outside sees it. */
import type { SimulatedIo, WorldBoard } from '../../sim/index.js';
import type { ActuatorDevice, Body } from '../../src/body.js';
import type { ActuatorChannel } from '../../src/channel.js';

const FULL_DUTY = 255;
/** johnny-five's servos turn from 0 to 180 degrees between these pulses. */
const FIRST_US = 600;
const LAST_US = 2400;
/** The coarsest wire has 256 steps, a servo's pulse is a whole number of microseconds. */
const STEP = 1 / 254;

/** How far an actuator is from a value at its pins, as a share of its range; NaN if nowhere. */
export function missAtPins(
  { io }: WorldBoard,
  device: ActuatorDevice,
  { min, max }: ActuatorChannel,
  value: number,
): number {
  const wanted = (value - min) / (max - min);
  if (device.device === 'motor') {
    const { pwm, dir } = device.pins;
    const sign = io.pins[dir]?.value ? 1 : -1;
    const driven = sign * duty(io, pwm) * (device.full_scale ?? max);
    return Math.abs(driven - value) / (2 * (device.full_scale ?? max));
  }
  if (device.device === 'led') {
    const dims = io.pins[device.pin]?.supportedModes.includes(io.MODES.PWM);
    return Math.abs(duty(io, device.pin) - (dims ? wanted : Number(wanted >= 0.5)));
  }
  const [first, last] = device.degrees ?? [0, 180];
  const turn_deg = ((io.servoPulse_us(device.pin) - FIRST_US) / (LAST_US - FIRST_US)) * 180;
  return Math.abs((turn_deg - first) / (last - first) - wanted);
}

/** Whether it is there, as exactly as its wire can say it. */
export function isAtPins(...of: Parameters<typeof missAtPins>): boolean {
  return missAtPins(...of) <= STEP;
}

/** Every pin that is driven by no number, or by one that no pin can have. */
export function oddPins({ io }: WorldBoard): string[] {
  const { OUTPUT, PWM, SERVO } = io.MODES;
  return io.pins.flatMap(({ mode, value }, pin) => {
    const isDriven = mode === OUTPUT || mode === PWM || mode === SERVO;
    return !isDriven || (value >= 0 && value <= LAST_US) ? [] : [`pin ${pin}: ${value}`];
  });
}

/** The pins that an actuator has. */
export function pinsOf(body: Body, actuator: string): ActuatorDevice {
  return body.actuators[actuator] as ActuatorDevice;
}

function duty(io: SimulatedIo, pin: number): number {
  const { mode = io.MODES.INPUT, value = Number.NaN } = io.pins[pin] ?? {};
  if (mode === io.MODES.PWM) return value / FULL_DUTY;
  return mode === io.MODES.OUTPUT ? value : 0;
}
