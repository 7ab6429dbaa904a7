/** Whether a body's devices serve a robot's channels on the pins of a plugin. */
import type { ActuatorDevice, Body, SensorDevice } from '../src/body.js';
import { didYouMean, type ErrorCode, Problems } from '../src/errors.js';
import type { Channels } from './channels.js';
import { type IoPlugin, pinIndex, pinsWith } from './plugin.js';

type Mode = 'OUTPUT' | 'ANALOG' | 'PWM' | 'SERVO';

/** Refuses (RobotError) a body that does not fit, with everything that is wrong. */
export function checkFit(io: IoPlugin, body: Body, channels: Channels): void {
  const check = new FitCheck(io, channels.name ?? 'robot');
  for (const name of Object.keys(channels.sensors)) {
    const device = body.sensors[name];
    if (device) check.sensor(name, device);
    else check.missing('SENSOR_MISSING', 'sensors', name, Object.keys(body.sensors));
  }
  for (const [name, channel] of Object.entries(channels.actuators)) {
    const device = body.actuators[name];
    if (device) check.actuator(name, device, channel.max);
    else check.missing('ACTUATOR_MISSING', 'actuators', name, Object.keys(body.actuators));
  }
  check.problems.throwIfAny();
}

/** The modes that an actuator's pins must have; the first of a list that a pin has will do. */
function actuatorPins(device: ActuatorDevice): [pin: number, modes: Mode[]][] {
  if (device.device === 'motor') {
    return [
      [device.pins.pwm, ['PWM']],
      [device.pins.dir, ['OUTPUT']],
    ];
  }
  return [[device.pin, device.device === 'servo' ? ['SERVO'] : ['PWM', 'OUTPUT']]];
}

class FitCheck {
  readonly problems = new Problems();
  readonly #io: IoPlugin;
  readonly #robot: string;
  readonly #users = new Map<number, string>();

  constructor(io: IoPlugin, robot: string) {
    this.#io = io;
    this.#robot = robot;
  }

  missing(code: ErrorCode, kind: string, name: string, known: string[]): void {
    const what = kind.slice(0, -1);
    this.#add(
      code,
      `${kind} › ${name}`,
      `the body has no ${what} '${name}'`,
      known.length > 0 ? known.join(', ') : `the body has no ${kind} at all`,
      `Give the body a device for '${name}'.${didYouMean(name, known)}`,
    );
  }

  sensor(name: string, device: SensorDevice): void {
    const path = `sensors › ${name}`;
    this.#pin(path, device.pin, ['ANALOG']);
    const [low, high] = device.scale?.from ?? [0, 1];
    if (low !== high) return;
    this.#add(
      'RANGE_REVERSED',
      `${path} › scale › from`,
      `${low} to ${high}`,
      'two different counts',
      'Give the counts at both ends of the scale.',
    );
  }

  actuator(name: string, device: ActuatorDevice, max: number): void {
    const path = `actuators › ${name}`;
    for (const [pin, modes] of actuatorPins(device)) this.#pin(path, pin, modes);
    if (device.device !== 'motor' || (device.full_scale ?? max) > 0) return;
    this.#add(
      'ARGUMENT_INVALID',
      `${path} › full_scale`,
      String(device.full_scale ?? max),
      'a value above 0',
      'Set full_scale to the channel value at full duty.',
    );
  }

  #pin(path: string, pin: string | number, modes: readonly Mode[]): void {
    const io = this.#io;
    const index = pinIndex(io, pin);
    if (index === undefined) {
      const analogs = pinsWith(io, io.MODES.ANALOG).length;
      const range = `0 to ${io.pins.length - 1}${analogs ? `, or A0 to A${analogs - 1}` : ''}`;
      const remedy = 'Use a pin that the board has.';
      this.#add('PIN_MISSING', path, `${io.name} has no pin ${pin}`, range, remedy);
      return;
    }
    if (!modes.some((mode) => io.pins[index]?.supportedModes.includes(io.MODES[mode]))) {
      const mode = modes[0] as Mode;
      const able = pinsWith(io, io.MODES[mode]).join(', ');
      this.#add(
        'PIN_UNSUITABLE',
        path,
        `pin ${pin} has no ${mode} on ${io.name}`,
        able ? `${able}, which have it` : `nothing: ${io.name} has none`,
        'Move the device to a pin that has the mode.',
      );
    }
    this.#take(path, pin, index);
  }

  #take(path: string, pin: string | number, index: number): void {
    const user = this.#users.get(index);
    if (user === undefined) this.#users.set(index, path);
    else {
      const remedy = 'Move one of the two to another pin.';
      this.#add('PIN_TAKEN', path, `pin ${pin}, which ${user} uses`, 'a free pin', remedy);
    }
  }

  #add(code: ErrorCode, path: string, got: string, allowed: string, remedy: string): void {
    this.problems.add(code, `${this.#robot} › ${path}`, got, allowed, remedy);
  }
}
