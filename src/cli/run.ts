/** striatum run: drives a robot, learning as it goes; shows it, tells it over MQTT, records it. */
import { type Command, Option } from 'commander';
import { Loop } from '../control/loop.js';
import { headerOf } from '../control/recording/header.js';
import { Recorder } from '../control/recording/recorder.js';
import { Sampler } from '../control/sampler.js';
import { openSimulation, type Simulation } from '../control/simulation.js';
import { SpikingMind } from '../control/spiking-mind.js';
import { Scores } from '../control/summary.js';
import { faultOption, parseFaults } from './fault-option.js';
import { Interrupt } from './interrupt.js';
import { KEYS, KEYS_HELP, obey } from './key.js';
import { Keyboard } from './keyboard.js';
import { loadRobot, needBody, type RobotPackage } from './load.js';
import {
  jsonOption,
  portNumber,
  positiveNumber,
  robotCommand,
  seedOption,
  threadsOption,
  worldOption,
} from './options.js';
import { Panel } from './panel.js';
import { Reporter } from './reporter.js';
import { runInRealTime } from './run-realtime.js';
import { openState, type RunState } from './run-state.js';
import type { RunSummary } from './run-summary.js';
import { RunView } from './run-view.js';
import { openUplink, type Uplink } from './uplink.js';

export interface RunOptions {
  readonly seed: number;
  readonly world?: string;
  readonly seconds?: number;
  readonly speed: number | 'max';
  readonly broker: string;
  readonly brokerPort?: number;
  readonly record?: string;
  readonly state?: string;
  readonly checkpointEvery?: number;
  readonly label?: string;
  readonly clampDopamine?: boolean;
  /** --no-learning sets it false. */
  readonly learning: boolean;
  readonly threads: number;
  readonly realtime?: boolean;
  readonly pins?: string;
  readonly memory?: string;
  readonly fault?: readonly string[];
  readonly json?: boolean;
}

export function addRun(program: Command): void {
  robotCommand(
    program,
    'run',
    'run a robot on the simulated board, learning as it goes; Ctrl-C ends it',
    run,
    seedOption(),
    worldOption(),
    option('--seconds <s>', 'robot seconds; default: until Ctrl-C').argParser(positiveNumber),
    option('--speed <x>', "robot seconds per second, or 'max'").argParser(speed).default(1),
    option('--broker <url>', "an MQTT broker, 'embedded' or 'none'").default('embedded'),
    option('--broker-port <n>', 'of the embedded broker; default: 1883, or any free one').argParser(
      portNumber,
    ),
    option('--record <file>', 'write a recording that `striatum replay` can run again'),
    option('--state <dir>', 'go on from the newest checkpoint there, and write more'),
    option('--checkpoint-every <s>', 'with --state: robot seconds; default: 30').argParser(
      positiveNumber,
    ),
    option('--label <text>', 'with --state: of the last checkpoint, which is kept for good'),
    option('--clamp-dopamine', 'release no dopamine: the control of every claim of learning'),
    option('--no-learning', 'keep every weight as it was drawn'),
    option('--realtime', 'gate, world and controller each by itself; no telemetry, no recording'),
    option('--memory <file>', 'with --realtime: what gate, world and program share'),
    option('--pins <file>', 'with --realtime: write what reaches the world from the pins'),
    threadsOption(),
    faultOption(),
    jsonOption(),
  ).addHelpText('after', `\n${KEYS_HELP}`);
}

function option(flags: string, meaning: string): Option {
  return new Option(flags, meaning);
}

function speed(text: string): number | 'max' {
  return text === 'max' ? text : positiveNumber(text);
}

async function run(path: string, options: RunOptions): Promise<void> {
  const faults = parseFaults(options.fault);
  const found = await loadRobot(path);
  if (options.realtime) return runInRealTime(path, found, options);
  const simulation = await openSimulation({
    robot: found.robot,
    body: needBody(found),
    world: options.world,
    seed: options.seed,
    clampDopamine: options.clampDopamine,
    learning: options.learning,
    threads: options.threads,
    faults,
  });
  try {
    await drive(path, found, simulation, options);
  } finally {
    await simulation.controller.close();
  }
}

async function drive(
  path: string,
  { robot }: RobotPackage,
  simulation: Simulation,
  options: RunOptions,
): Promise<void> {
  const { controller, board } = simulation;
  const panel = new Panel({
    ...(options.json && { mode: 'json' }),
    ...(options.speed === 'max' && { line_every: { robot_s: 10 } }),
  });
  const note = (text: string) => panel.note(text);
  const state = openState(path, simulation, options, note);
  const uplink = await openUplink(robot, simulation, options, note).catch(async (error) => {
    await state?.close();
    throw error;
  });
  const scores = new Scores(board.measures, robot.tick_ms);
  const sampler = new Sampler(controller);
  const view = new RunView(robot, simulation, uplink, state);
  controller.witnesses.push(scores, sampler, view);
  const recorder = record(path, simulation, options);
  const reporter = new Reporter(controller, board.measures, [uplink.telemetry, recorder]);
  const interrupt = new Interrupt();
  const keyboard = new Keyboard((key) => obey(key, controller, uplink.desk, interrupt));
  const loop = new Loop(controller, board, {
    seconds: options.seconds ?? Number.POSITIVE_INFINITY,
    speed: options.speed,
    stopped: () => interrupt.asked,
    onTurn: () => {
      uplink.telemetry.publish(() => sampler.take(controller, loop));
      reporter.turn();
      panel.update(controller.now_us / 1e6, () => ({
        ...view.take(loop),
        ...(keyboard.listening && { keys: KEYS }),
      }));
      state?.turn(uplink.telemetry);
    },
  });
  try {
    if (panel.mode === 'live') keyboard.open();
    await loop.run();
    keyboard.close();
    await state?.finish();
    state?.turn(uplink.telemetry);
    const last = view.take(loop);
    await uplink.close();
    const cut = recorder?.close();
    // A program gets one JSON object: the summary, or else the problem.
    if (!cut || !options.json)
      panel.finish(summarise(simulation, loop, scores, uplink, state), last);
    if (cut) throw cut;
  } finally {
    interrupt.forget();
    keyboard.close();
    recorder?.close();
    panel.close();
    await state?.close();
    await uplink.close();
  }
}

/** The recorder that was asked for, already looking on. */
function record(path: string, simulation: Simulation, options: RunOptions): Recorder | undefined {
  const { controller } = simulation;
  const { record: file, seed, learning, clampDopamine = false, speed } = options;
  const header = headerOf(controller, {
    source: path,
    seed,
    learning,
    clamp_dopamine: clampDopamine,
  });
  if (file === undefined || !header) return undefined;
  const recorder = new Recorder(file, header, { waits: speed === 'max' });
  controller.witnesses.push(recorder);
  return recorder;
}

function summarise(
  { controller, mind }: Simulation,
  loop: Loop,
  scores: Scores,
  uplink: Uplink,
  state: RunState | undefined,
): RunSummary {
  const { robot, ticks, reward_sum } = controller;
  const { sent, dropped } = uplink.telemetry.counts;
  return {
    robot: robot.name,
    ticks,
    seconds: (ticks * robot.tick_ms) / 1000,
    measures: scores.summary(),
    reward_mean: ticks > 0 ? reward_sum / ticks : 0,
    state_hash: mind.hash(),
    weights_hash: mind instanceof SpikingMind ? mind.network.weightsHash() : '',
    tick_us_p50: loop.cost.quantile_us(0.5),
    tick_us_p99: loop.cost.quantile_us(0.99),
    telemetry: { broker: uplink.broker ?? null, sent, dropped },
    ...(state && { state: state.summary }),
  };
}
