/** striatum run --realtime: as on a robot, with a gate that outlives the program. */
import { sleep_ms } from '../clock.js';
import type { GateLife } from '../control/gate-process.js';
import type { ControlReport } from '../control/realtime/report.js';
import type { Histogram } from '../control/timing.js';
import { RobotError } from '../errors.js';
import { addon } from '../network/binding.js';
import type { ControlSummary } from './control-thread.js';
import { Interrupt } from './interrupt.js';
import { needBody, type RobotPackage } from './load.js';
import { print, printJson } from './options.js';
import { RealtimeRun } from './realtime-run.js';
import type { RunOptions } from './run.js';
import { rounded } from './words.js';

/** From one look at the controller to the next. */
const LOOK_MS = 50;
const LINE_MS = 1000;

export async function runInRealTime(
  path: string,
  found: RobotPackage,
  options: RunOptions,
): Promise<void> {
  needBody(found);
  demandServed(options);
  const { seed, learning, world, pins, memory, json } = options;
  const { seconds = Number.POSITIVE_INFINITY } = options;
  const { robot } = found;
  const run = await RealtimeRun.start({ path, robot, seed, learning, world, pins, memory });
  const interrupt = new Interrupt();
  const say = (text: string) => (json ? process.stderr.write(`${text}\n`) : print(text));
  const { has_priority } = run.gate.life();
  say(`gate ${run.gate.pid}, real-time priority ${has_priority ? 'granted' : 'refused'}`);
  addon().notify('READY=1');
  for (let ms = 0; ms < seconds * 1000; ms += LOOK_MS) {
    await sleep_ms(LOOK_MS);
    if (interrupt.asked || run.isAskedToEnd || run.problem) break;
    if (ms % LINE_MS === 0) say(lineOf(run));
  }
  addon().notify('STOPPING=1');
  const life = run.gate.life();
  const control = await run.close();
  interrupt.forget();
  if (run.problem) throw run.problem;
  const summary = summarise(robot.name, run.control.report, life, control);
  if (json) printJson(summary);
  else for (const [name, value] of Object.entries(summary)) print(`  ${name}  ${show(value)}`);
}

/** What it does not do yet it refuses, rather than run without it. */
function demandServed(options: RunOptions): void {
  const { clampDopamine, record, state, fault, speed, threads } = options;
  const asked = { '--clamp-dopamine': clampDopamine, '--record': record, '--state': state };
  const more = { '--fault': fault, '--speed': speed !== 1, '--threads': threads !== 1 };
  const got = Object.entries({ ...asked, ...more }).flatMap(([flag, set]) => (set ? flag : []));
  if (got.length === 0) return;
  throw new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'striatum run › --realtime',
    got: `${got.join(', ')} beside it`,
    allowed: '--seed, --seconds, --world, --no-learning, --memory, --pins, --json',
    remedy: 'leave them out, or run without --realtime',
  });
}

function lineOf({ control: { report } }: RealtimeRun): string {
  const { state, reason, ticks, missed, lateness } = report;
  const why = reason === 'none' ? '' : ` (${reason})`;
  const late = `late p99 ${rounded(lateness.quantile_us(0.99), 0)} us`;
  return `${state}${why}  tick ${ticks}  ${late}  missed ${missed}`;
}

function summarise(
  robot: string,
  report: ControlReport,
  { has_priority, missed, max_us }: GateLife,
  control: ControlSummary | undefined,
) {
  return {
    robot,
    ticks: report.ticks,
    state: report.state,
    reason: report.reason,
    rt: has_priority && report.hasPriority,
    missed: report.missed,
    lateness_us: tailOf(report.lateness),
    duration_us: tailOf(report.duration),
    gate_missed: missed,
    gate_late_us_max: max_us,
    state_hash: control?.state_hash ?? null,
    weights_hash: control?.weights_hash ?? null,
  };
}

export interface Tail {
  readonly p50: number;
  readonly p99: number;
  readonly p99_9: number;
  readonly max: number;
}

export function tailOf(histogram: Histogram): Tail {
  return {
    p50: histogram.quantile_us(0.5),
    p99: histogram.quantile_us(0.99),
    p99_9: histogram.quantile_us(0.999),
    max: histogram.max_us,
  };
}

function show(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
