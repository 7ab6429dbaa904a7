/**
 * The rules of a robot: first its schema, part by part, then what no schema sees. All problems are
 * found at once; a part that was refused is passed over by the rules that need it.
 */
import type { z } from 'zod';
import {
  checkDecoder,
  type DecoderSpec,
  decoderPopulations,
  decoderSchema,
} from '../decode/index.js';
import { checkEncoder, type EncoderSpec, encoderSchema } from '../encode/index.js';
import { Problems } from '../errors.js';
import type { Slice } from '../handle.js';
import { checkNetwork } from '../network/check.js';
import { checkKind, checkName, checkSlice } from '../network/check-names.js';
import { checkOrder } from '../network/check-numbers.js';
import { wholeSlice } from '../network/synapse.js';
import type { Robot } from '../robot.js';
import { type Partly, readPartly } from '../schema.js';
import { checkReward, usedByReward } from './check-reward.js';
import type { robotInCodeSchema, robotSchema } from './description.js';

type Schema = typeof robotSchema | typeof robotInCodeSchema;

/**
 * The robot that the data describes, frozen.
 * @param origin begins every path where the data have no name.
 * @throws RobotError with every problem.
 */
export function checkRobot(data: unknown, schema: Schema, origin: string): Robot {
  const problems = new Problems();
  const name = (data as { name?: unknown } | null)?.name;
  const path = typeof name === 'string' ? name : origin;
  const robot = resolve(readPartly(schema as typeof robotInCodeSchema, data, path, problems));
  if (robot) {
    checkChannels(robot, path, problems);
    checkNetwork(robot, path, problems);
    checkEncoders(robot, path, problems);
    checkDecoders(robot, path, problems);
    checkReward(robot, path, problems);
  }
  problems.throwIfAny();
  return freeze(robot as Robot);
}

/** Ends of projections as slices, encoders as lists: one form for every rule and reader. */
function resolve(
  read: Partly<z.output<typeof robotInCodeSchema>> | undefined,
): Partly<Robot> | undefined {
  if (!read) return undefined;
  const counts = new Map(
    Object.entries(read.neurons ?? {}).map(([name, neuron]) => [name, neuron?.count ?? 0]),
  );
  const synapses = (read.synapses ?? []).map((projection) => {
    if (!projection) return undefined;
    const { from, to } = projection;
    return {
      ...projection,
      ...(from === undefined ? {} : { from: wholeSlice(from as string | Slice, counts) }),
      ...(to === undefined ? {} : { to: wholeSlice(to as string | Slice, counts) }),
    };
  });
  const encode = Object.entries(read.encode ?? {}).map(([sensor, encoders]) => {
    const list = Array.isArray(encoders) ? encoders : [encoders];
    return [sensor, list];
  });
  return { ...read, synapses, encode: Object.fromEntries(encode) } as Partly<Robot>;
}

function checkChannels(robot: Partly<Robot>, path: string, problems: Problems): void {
  const { sensors = {}, actuators = {}, encode = {}, observed = [] } = robot;
  const encoded = Object.keys(encode).filter((name) => encode[name]?.length !== 0);
  const used = new Set([...encoded, ...observed, ...usedByReward(robot)]);
  for (const [name, sensor] of Object.entries(sensors)) {
    const here = `${path} › sensors › ${name}`;
    checkOrder(sensor?.min, sensor?.max, here, problems);
    if (used.has(name)) continue;
    const remedy = `give it an encoder in encode, or list it in observed: ['${name}']`;
    problems.add(
      'ENCODER_MISSING',
      here,
      'no encoder',
      'an encoder, or a place in the reward',
      remedy,
    );
  }
  observed.forEach((name, index) => {
    const here = `${path} › observed › ${index}`;
    if (name !== undefined) checkName(name, Object.keys(sensors), 'a sensor', here, problems);
  });
  for (const [name, actuator = {}] of Object.entries(actuators)) {
    const here = `${path} › actuators › ${name}`;
    checkOrder(actuator.min, actuator.max, here, problems);
    checkActuator(actuator, here, problems);
    if (robot.decode && Object.hasOwn(robot.decode, name)) continue;
    const remedy = `give it a decoder in decode, such as pushPull()`;
    problems.add('DECODER_MISSING', here, 'no decoder', 'a decoder', remedy);
  }
}

function checkActuator(
  { unit, min, max, safe, slew_per_s }: Partly<Robot['actuators'][string]>,
  path: string,
  problems: Problems,
): void {
  if (safe !== undefined && min !== undefined && max !== undefined && min < max) {
    if (safe < min || safe > max) {
      const remedy = 'choose a harmless value that the actuator can take';
      const word = unit === undefined || unit === '1' ? '' : ` ${unit}`;
      const allowed = `${min} to ${max}${word}`;
      problems.add('SAFE_OUT_OF_RANGE', `${path} › safe`, `${safe}${word}`, allowed, remedy);
    }
  }
  if (slew_per_s !== undefined && slew_per_s <= 0) {
    const remedy = 'say how fast the actuator may change, in its unit per second';
    const got = String(slew_per_s);
    problems.add('DESCRIPTION_INVALID', `${path} › slew_per_s`, got, 'above 0', remedy);
  }
}

function checkEncoders(robot: Partly<Robot>, path: string, problems: Problems): void {
  const { sensors = {}, neurons = {}, encode = {} } = robot;
  const takers = new Map<string, string>();
  for (const [sensor, encoders] of Object.entries(encode)) {
    const known = Object.keys(sensors);
    if (!checkName(sensor, known, 'a sensor', `${path} › encode › ${sensor}`, problems)) continue;
    const list = encoders ?? [];
    list.forEach((encoder, index) => {
      const place = list.length > 1 ? ` › ${index}` : '';
      const here = `${path} › encode › ${sensor}${place}`;
      if (!encoder?.into) return;
      checkSlice(encoder.into, neurons, `${here} › into`, problems);
      checkKind(encoder.into, 'source', neurons, `${here} › into`, problems);
      checkTaken(encoder.into, `${sensor}${place}`, takers, `${here} › into`, problems);
      checkEncoderAlone(encoder as EncoderSpec, robot, sensor, here, problems);
    });
  }
}

/** No source neuron takes spikes from two encoders: one could not tell whose they are. */
function checkTaken(
  { population, first = 0, count = 0 }: Partly<EncoderSpec['into']>,
  taker: string,
  takers: Map<string, string>,
  path: string,
  problems: Problems,
): void {
  let other: string | undefined;
  for (let i = first; i < first + Math.min(count, 65536); i++) {
    const key = `${population} ${i}`;
    other ??= takers.get(key);
    takers.set(key, taker);
  }
  if (other === undefined) return;
  const got = `neurons that the encoder of ${other} drives`;
  const remedy = 'give each encoder neurons of its own';
  problems.add('NEURON_TAKEN', path, got, 'neurons that no other encoder drives', remedy);
}

/** The encoder's own rules, where everything that they need is sound. */
function checkEncoderAlone(
  encoder: EncoderSpec,
  { sensors = {}, tick_ms }: Partly<Robot>,
  sensor: string,
  path: string,
  problems: Problems,
): void {
  const { min, max } = sensors[sensor] ?? {};
  const count = encoder.into.count;
  if (min === undefined || max === undefined || tick_ms === undefined || min >= max) return;
  if (!encoderSchema.safeParse(encoder).success) return;
  checkEncoder(encoder, { min, max, count, tick_ms, seed: 0 }, path, problems);
}

function checkDecoders(robot: Partly<Robot>, path: string, problems: Problems): void {
  const { actuators = {}, neurons = {}, decode = {}, tick_ms } = robot;
  for (const [name, decoder] of Object.entries(decode)) {
    const here = `${path} › decode › ${name}`;
    const known = Object.keys(actuators);
    if (!checkName(name, known, 'an actuator', here, problems)) continue;
    if (!decoderSchema.safeParse(decoder).success) continue;
    const populations = decoderPopulations(decoder as DecoderSpec);
    const found = populations.filter((population) =>
      checkName(population, Object.keys(neurons), 'a population', here, problems),
    );
    const { min, max, safe } = actuators[name] ?? {};
    if (min === undefined || max === undefined || safe === undefined || min >= max) continue;
    if (safe < min || safe > max) continue;
    if (tick_ms === undefined || found.length < populations.length) continue;
    const counts = populations.map((population) => neurons[population]?.count ?? 1);
    checkDecoder(decoder as DecoderSpec, { min, max, safe, tick_ms, counts }, here, problems);
  }
}

/** Plain data, frozen to the bottom; functions are left alone. */
function freeze<T>(data: T): T {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data;
  for (const value of Object.values(data)) freeze(value);
  return Object.freeze(data);
}
