/** What one tick of a recording was: what came in, what fired, what was asked, done and why. */
import { neuronName } from '../control/recording/header.js';
import type { Recording } from '../control/recording/recording.js';
import {
  AT,
  FAULTS,
  type Field,
  gateFields,
  inputFields,
  LIMITS,
  type Row,
  wordOf,
} from '../control/recording/row.js';
import { RobotError } from '../errors.js';
import { table } from './format.js';
import { print } from './options.js';
import { rounded } from './words.js';

export interface ExplainedTick {
  readonly robot: string;
  readonly tick: number;
  /** Of the robot. */
  readonly time_s: number;
  /** Verdict, order, cause and fault, in words. */
  readonly verdict: Readonly<Record<string, number | string>>;
  /** Age is null where there never was a sample. */
  readonly sensors: Readonly<
    Record<string, { raw: number; clean: number | null; age_ms: number | null; fault: string }>
  >;
  /** Neurons that encoders made spike. */
  readonly input: readonly string[];
  /** The others that spiked, by population. */
  readonly spikes: Readonly<Record<string, readonly number[]>>;
  /** Asked is null where the network was not asked. */
  readonly command: Readonly<Record<string, { asked: number | null; done: number; limit: string }>>;
  readonly reward: number;
  readonly levels: Readonly<Record<string, number>>;
}

/** @throws RobotError ARGUMENT_INVALID for a tick that is not in the recording. */
export function explainTick(recording: Recording, tick: number): ExplainedTick {
  const { header, layout, count } = recording;
  const index = recording.find(tick);
  if (index >= count || recording.tick(index) !== tick) throw notThere(recording, tick);
  const clean = header.sensors.map((_, sensor) => cleanValue(recording, index, sensor));
  const row = recording.row(index);
  const { doubles } = row;
  const at = (place: number) => doubles[place] as number;
  const now_us = at(AT.now_us);
  const sensor = (name: string, i: number) => {
    const raw = at(layout.values + i);
    const age = (now_us - at(layout.valid_us + i)) / 1000;
    const fault = FAULTS[at(layout.faults + i)] as string;
    return [name, { raw, clean: clean[i] ?? null, age_ms: finite(age), fault }];
  };
  const command = (name: string, i: number) => {
    const limit = LIMITS[at(layout.limits + i)] as string;
    return [name, { asked: finite(at(layout.asked + i)), done: at(layout.done + i), limit }];
  };
  return {
    robot: header.robot,
    tick,
    time_s: now_us / 1e6,
    verdict: verdictOf(recording, row),
    sensors: Object.fromEntries(header.sensors.map(sensor)),
    input: inputsOf(recording, row),
    spikes: spikesOf(recording, row),
    command: Object.fromEntries(header.actuators.map(command)),
    reward: at(AT.reward),
    levels: Object.fromEntries(header.levels.map((name, i) => [name, at(layout.level + i)])),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** What the network was shown: the last value that was fine. */
function cleanValue(recording: Recording, index: number, sensor: number): number | null {
  const { faults, values } = recording.layout;
  for (let i = index; i >= 0; i--) {
    const { doubles } = recording.row(i);
    if (doubles[faults + sensor] === 0) return doubles[values + sensor] as number;
  }
  return null;
}

function verdictOf({ header, layout }: Recording, row: Row): ExplainedTick['verdict'] {
  const shown = ['verdict', 'order', 'place', 'cause', 'fault', 'reason', 'missed'];
  const fields = [...inputFields(header, layout), ...gateFields(header, layout)];
  return Object.fromEntries(
    shown.map((name) => [name, wordOf(fields.find(isCalled(`/verdict.${name}`)) as Field, row)]),
  );
}

function isCalled(name: string) {
  return (field: Field) => field.name === name;
}

function inputsOf({ header }: Recording, { spikes }: Row): string[] {
  return header.populations
    .filter(({ input }) => input)
    .flatMap(({ first, count }) => spiking(spikes, first, count))
    .map((neuron) => neuronName(header, neuron));
}

function spikesOf({ header }: Recording, { spikes }: Row): Record<string, number[]> {
  const others = header.populations.filter(({ input }) => !input);
  return Object.fromEntries(
    others.map(({ name, first, count }) => [
      name,
      spiking(spikes, first, count).map((neuron) => neuron - first),
    ]),
  );
}

function spiking(spikes: Uint8Array, first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i).filter((i) => spikes[i] === 1);
}

function notThere(recording: Recording, tick: number): RobotError {
  const { count } = recording;
  const some = count > 0 ? `${recording.tick(0)} to ${recording.tick(count - 1)}` : 'none';
  return new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'striatum explain › --tick',
    got: `${tick}, which is not in the recording`,
    allowed: some,
    remedy: 'name a tick that was recorded',
  });
}

export function printTick(found: ExplainedTick): void {
  const { verdict, order, place, cause, fault, reason } = found.verdict;
  print(`tick ${found.tick} of ${found.robot}, at ${rounded(found.time_s, 6)} s: ${verdict}`);
  if (reason !== 'none') print(`not driven: ${reason}`);
  if (verdict === 'safe') print(`safe because ${cause} was ${fault} for longer than it tolerates`);
  if (order !== 'nothing') print(`order: ${order} (place ${place})`);
  const sensors = Object.entries(found.sensors).map(
    ([name, { raw, clean, age_ms, fault: why }]) => [
      name,
      number(raw),
      number(clean),
      age_ms === null ? 'never' : `${rounded(age_ms, 3)} ms`,
      why === 'fine' ? '' : why,
    ],
  );
  print(`\n${table([['sensor', 'raw', 'shown', 'age', 'fault'], ...sensors])}`);
  print(`\ninput: ${found.input.join(' ') || 'no spike'}`);
  for (const [name, neurons] of Object.entries(found.spikes)) {
    print(`${name}: ${neurons.join(' ') || 'no spike'}`);
  }
  const command = Object.entries(found.command).map(([name, { asked, done, limit }]) => [
    name,
    number(asked),
    number(done),
    limit === 'none' ? '' : limit,
  ]);
  print(`\n${table([['actuator', 'asked', 'done', 'limited by'], ...command])}`);
  const levels = Object.entries(found.levels).map(([name, level]) => `${name} ${number(level)}`);
  print(`\nreward ${number(found.reward)}${levels.map((one) => `, ${one}`).join('')}`);
}

function number(value: number | null): string {
  return value === null || Number.isNaN(value) ? '–' : rounded(value, 4);
}
