/** Where a robot's channels meet the pins of the board, so that faults of channels find them. */
import type { ActuatorDevice, Body, SensorDevice } from '../../src/body.js';
import type { ActuatorChannel, Channel, SensorChannel } from '../../src/channel.js';
import { didYouMean, type Problems } from '../../src/errors.js';
import type { Fault } from '../../src/fault.js';
import type { PinsIo } from '../pins-io.js';

export interface ChannelPins {
  readonly sensors: ReadonlyMap<string, { readonly pin: number; readonly counts_per_unit: number }>;
  readonly actuators: ReadonlyMap<string, readonly number[]>;
}

interface Channels {
  readonly sensors: Readonly<Record<string, SensorChannel>>;
  readonly actuators: Readonly<Record<string, ActuatorChannel>>;
}

export function channelPins(body: Body, robot: Channels, io: PinsIo): ChannelPins {
  const sensors = new Map<string, { pin: number; counts_per_unit: number }>();
  for (const [name, channel] of Object.entries(robot.sensors)) {
    const device = body.sensors[name];
    if (!device) continue;
    const counts_per_unit = countsPerUnit(device, channel, io.RESOLUTION.ADC);
    sensors.set(name, { pin: io.normalize(device.pin), counts_per_unit });
  }
  const actuators = new Map<string, number[]>();
  for (const name of Object.keys(robot.actuators)) {
    const device = body.actuators[name];
    if (device) actuators.set(name, pinsOf(device));
  }
  return { sensors, actuators };
}

function countsPerUnit({ scale }: SensorDevice, channel: Channel, resolution: number): number {
  const [from_low, from_high] = scale?.from ?? [0, resolution];
  const [to_low, to_high] = scale?.to ?? [channel.min, channel.max];
  return (from_high - from_low) / (to_high - to_low);
}

function pinsOf(device: ActuatorDevice): number[] {
  return device.device === 'motor' ? [device.pins.pwm, device.pins.dir] : [device.pin];
}

/** The pins that a fault is about; none where it is about more than a channel. */
export interface PinsOfFault {
  readonly pins: readonly number[];
  readonly counts_per_unit: number;
}

/** A channel that the robot does not have becomes a problem. */
export function pinsOfFault(
  fault: Fault,
  channels: ChannelPins,
  path: string,
  problems: Problems,
): PinsOfFault {
  if ('sensor' in fault) {
    const sensor = channels.sensors.get(fault.sensor);
    if (sensor) return { pins: [sensor.pin], counts_per_unit: sensor.counts_per_unit };
    addUnknown(problems, path, fault.sensor, [...channels.sensors.keys()]);
  } else if ('actuator' in fault) {
    const pins = channels.actuators.get(fault.actuator);
    if (pins) return { pins, counts_per_unit: 0 };
    addUnknown(problems, path, fault.actuator, [...channels.actuators.keys()]);
  }
  return { pins: [], counts_per_unit: 0 };
}

function addUnknown(problems: Problems, path: string, got: string, known: string[]): void {
  problems.add(
    'NAME_UNKNOWN',
    path,
    `'${got}'`,
    known.join(', ') || 'nothing: the robot has none',
    `Name a channel of the robot.${didYouMean(got, known)}`,
  );
}
