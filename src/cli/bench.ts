/** striatum bench: how fast the core runs workloads that other simulators ran too. */
import { type Command, Option } from 'commander';
import { type Bench, benchNetwork, type Measured } from '../bench/index.js';
import { pinned } from '../bench/pin.js';
import { addon } from '../network/binding.js';
import { addBenchDopamine } from './bench-dopamine.js';
import { addBenchLoop } from './bench-loop.js';
import { short, table } from './format.js';
import {
  jsonOption,
  positiveNumber,
  print,
  printJson,
  threadsOption,
  wholeNumber,
} from './options.js';

export function addBench(program: Command): void {
  const bench = program.command('bench').description('measure the core on this machine');
  bench
    .command('network')
    .description('run the workloads A, S, B, C, C.1 and L of docs/BENCHMARKS.md')
    .option('--workload <letter...>', 'only these')
    .option('--seconds <n>', 'of biological time', positiveNumber, 10)
    .option('--small', 'a smaller L, for tests')
    .addOption(threadsOption())
    .addOption(jsonOption())
    .action(network);
  bench
    .command('neurons')
    .description('what a neuron of each kind costs in a tick, beside the same model in float')
    .addOption(new Option('--neurons <n>', 'in a population').argParser(wholeNumber).default(4096))
    .addOption(new Option('--ticks <n>', 'in a run').argParser(wholeNumber).default(1000))
    .addOption(jsonOption())
    .action(neurons);
  addBenchDopamine(bench);
  addBenchLoop(bench);
}

interface NetworkOptions {
  readonly workload?: readonly string[];
  readonly seconds: number;
  readonly small?: boolean;
  readonly threads: number;
  readonly json?: boolean;
}

function network(options: NetworkOptions): void {
  const { workload = [], seconds, small = false, threads, json } = options;
  const bench = benchNetwork(workload, { seconds, small, threads }, ({ letter, summary }) => {
    if (process.stderr.isTTY) process.stderr.write(`${letter}: ${summary}\n`);
  });
  if (json) printJson(bench);
  else printBench(bench);
}

function printBench({ machine, seconds, threads, workloads }: Bench): void {
  const { processor, cores, node, simd, pinned_to } = machine;
  const bound = pinned_to === undefined ? 'not bound to a core' : `bound to core ${pinned_to}`;
  const count = threads === 1 ? 'one thread' : `${threads} threads`;
  print(`${processor}, ${cores} cores, Node ${node}, kernels ${simd}, ${count} ${bound}`);
  print(`${seconds} s of biological time, the best of three runs\n`);
  const measured = workloads.filter((each): each is Measured => 'hash' in each);
  if (measured.length > 0) print(table(columnsOf(measured)));
  for (const each of workloads) {
    if ('left_out' in each) print(`\n${each.letter} was left out: ${each.left_out}.`);
  }
}

interface NeuronOptions {
  readonly neurons: number;
  readonly ticks: number;
  readonly json?: boolean;
}

function neurons({ neurons, ticks, json }: NeuronOptions): void {
  const rows = pinned(() => addon().benchNeurons({ neurons, ticks }));
  if (json) {
    printJson({ neurons, ticks, rows });
    return;
  }
  print(
    `${neurons} neurons, ${ticks} ticks, the fastest of five runs, nanoseconds a neuron and tick\n`,
  );
  const head = ['kind', 'path', 'parameters', 'steps', 'fixed', 'float', 'ratio', 'rate, Hz'];
  const cells = rows.map((row) => [
    row.kind,
    row.path,
    row.alike ? 'alike' : 'of each',
    String(row.steps),
    short(row.fixed_ns),
    short(row.float_ns),
    short(row.ratio),
    short(row.fixed_hz),
  ]);
  print(table([head, ...cells]));
}

/** One row a quantity, one column a workload. */
function columnsOf(measured: readonly Measured[]): string[][] {
  const row = (name: string, value: (of: Measured) => string) => [name, ...measured.map(value)];
  const mega = (bytes: number) => short(bytes / 2 ** 20);
  return [
    row('', ({ workload }) => workload),
    row('times real time', (of) => short(of.real_time_factor)),
    row('rate, Hz', (of) => short(of.rate_hz)),
    row('million events/s', (of) => short(of.events_per_s / 1e6)),
    row('step, us', (of) => short(of.step_us)),
    row('  of it cells and input', (of) => short(of.cells_us)),
    row('  of it input', (of) => short(Object.values(of.stimuli_us)[0] as number)),
    row('advance by a tick, p50 us', (of) => short(of.advance_us.p50)),
    row('advance by a tick, p99 us', (of) => short(of.advance_us.p99)),
    row('event, ns', (of) => short(of.ns_per_event)),
    row('  without the cells', (of) => short(of.delivery_ns_per_event)),
    row('  bare loop', (of) => short(of.limit_ns_per_event)),
    row('share of the limit, %', (of) => short(of.share_of_limit * 100)),
    row('bytes an event touches', (of) => short(of.bytes_per_event.touched)),
    row('bytes it has in tables', (of) => short(of.bytes_per_event.laid_out)),
    row('bytes a static synapse', (of) => String(of.bytes_per_synapse.static)),
    row('bytes a plastic synapse', (of) => String(of.bytes_per_synapse.plastic)),
    row('model, MB', (of) => mega(of.model_bytes)),
    row('state, MB', (of) => mega(of.state_bytes)),
    row('end state', ({ hash }) => hash),
  ];
}
