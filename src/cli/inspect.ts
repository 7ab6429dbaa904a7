/** striatum inspect: what a robot's network is made of, and what each number became. */
import { type Command, Option } from 'commander';
import { compile } from '../network/compile.js';
import { type Inspection, inspectNetwork } from '../network/inspect.js';
import { formatReport } from '../network/report.js';
import { short, table } from './format.js';
import { loadRobot } from './load.js';
import { jsonOption, print, printJson, robotCommand, seedOption } from './options.js';

export function addInspect(program: Command): void {
  const words = 'print the compiled network: populations, synapses, bytes, operations, numbers';
  const numbers = new Option('--numbers', 'every parameter: what was asked, drawn and held');
  robotCommand(program, 'inspect', words, inspect, seedOption(), numbers, jsonOption());
}

interface InspectOptions {
  readonly seed: number;
  readonly numbers?: boolean;
  readonly json?: boolean;
}

async function inspect(path: string, options: InspectOptions): Promise<void> {
  const { robot } = await loadRobot(path);
  const inspection = inspectNetwork(compile(robot, { seed: options.seed }));
  if (options.json) printJson({ robot: robot.name, ...inspection });
  else printInspection(robot.name, inspection, options.numbers ?? false);
}

function printInspection(robot: string, found: Inspection, numbers: boolean): void {
  print(`${robot}: model ${found.checksum}, seed ${found.seed}, a tick of ${found.tick_ms} ms\n`);
  const populations = found.populations.map(({ name, kind, count, ports, dendrites }) => [
    name,
    kind,
    String(count),
    ports.flatMap((port) => (port.name === undefined ? [] : port.name)).join(' '),
    dendrites.map((dendrite) => `${dendrite.name} (${dendrite.kind})`).join(' '),
  ]);
  const columns = found.operations_per_tick.dendrite_updates > 0 ? 5 : 4;
  const rows = [['population', 'kind', 'neurons', 'ports', 'dendrites'], ...populations];
  print(table(rows.map((row) => row.slice(0, columns))));
  const projections = found.projections.map((each) => [
    `${each.from} → ${each.to}${each.port === undefined ? '' : `.${each.port}`}`,
    each.learn ?? (each.short_term === undefined ? 'static' : 'short-term'),
    String(each.count),
    each.delays_ticks.join(' '),
  ]);
  print(`\n${table([['projection', 'learning', 'synapses', 'delay/ticks'], ...projections])}`);
  const { operations_per_tick: ops, bytes } = found;
  const branches = ops.dendrite_updates > 0 ? ` and ${ops.dendrite_updates} dendrites` : '';
  const updates = `${ops.neuron_updates} neurons${branches}`;
  print(`
bytes       model ${bytes.model}, state ${bytes.state}
each tick   ${updates} updated, ${ops.lane_visits} lanes looked at
each spike  ${short(ops.synapses_per_spike)} synapses on the mean
synapses    ${short(ops.synapses_at_10_hz)} a tick at 10 Hz, ${ops.synapses_at_most} at most
`);
  print(`time constants, as asked and as held:\n${formatReport(found.time_constants)}`);
  if (numbers) print(`\nevery number:\n${formatReport(found.parameters)}`);
}
