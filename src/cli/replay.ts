/** striatum replay: a recording through the same controller, to the bit. */
import { type Command, Option } from 'commander';
import { machineClock, sleep_ms } from '../clock.js';
import { finishReplay, openReplay, type Replay } from './open-replay.js';
import {
  jsonOption,
  notNegative,
  positiveNumber,
  print,
  printJson,
  RECORDING_ARGUMENT,
  recordedRobotOption,
} from './options.js';
import { tickLine, untilKey } from './replay-step.js';

export function addReplay(program: Command): void {
  const command = program
    .command('replay <recording>')
    .description('run a recording through the same controller; stops at the first difference')
    .addHelpText('after', `\n  <recording>  ${RECORDING_ARGUMENT}`)
    .action(replay);
  const seconds = (flags: string, meaning: string) =>
    command.addOption(new Option(flags, meaning).argParser(notNegative));
  command.addOption(new Option('--verify', 'compare every tick; a replay always does'));
  seconds('--from <s>', 'robot seconds: begin at the key frame before them');
  seconds('--until <s>', 'robot seconds: end there');
  command.addOption(
    new Option('--speed <x>', 'robot seconds per second; default: as fast as it can')
      .argParser(positiveNumber)
      .conflicts('step'),
  );
  command.addOption(
    new Option('--step', 'say what each tick did; a key press each, in a terminal'),
  );
  command.addOption(recordedRobotOption()).addOption(jsonOption());
}

interface ReplayOptions {
  readonly robot?: string;
  readonly from?: number;
  readonly until?: number;
  readonly speed?: number;
  readonly step?: boolean;
  readonly json?: boolean;
}

async function replay(path: string, options: ReplayOptions): Promise<void> {
  const run = await openReplay(path, options.robot);
  const { board, controller, recording } = run;
  const ticks_of = (seconds: number) => Math.round((seconds * 1000) / run.robot.tick_ms);
  if (options.until !== undefined) board.until(ticks_of(options.until));
  board.from(options.from === undefined ? 0 : ticks_of(options.from), controller);
  const first_tick = controller.ticks;
  const state_hash = await finishReplay(run, turnOf(run, options));
  const { compared: ticks, missing } = board;
  const { torn_bytes } = recording;
  const seconds = (ticks * run.robot.tick_ms) / 1000;
  const found = { ok: true, ticks, seconds, first_tick, missing, state_hash, torn_bytes };
  if (options.json) return printJson(found);
  print(`✔ ${ticks} ticks (${seconds} s) replayed to the bit; state hash ${state_hash}.`);
  if (first_tick > 0) print(`  It began at tick ${first_tick}, after a key frame.`);
  if (missing > 0) print(`  ${missing} ticks are not in the recording; it went on after them.`);
  if (torn_bytes > 0)
    print(`  The file was cut short: its last ${torn_bytes} bytes are no whole record.`);
}

/** What is done after each tick: waiting for its time or a key, if asked for. */
function turnOf(run: Replay, { step, speed, json }: ReplayOptions) {
  if (step && !json) {
    return async () => {
      print(tickLine(run));
      return untilKey();
    };
  }
  if (speed === undefined) return undefined;
  const begin_us = machineClock.now_us();
  const first = run.controller.ticks;
  return async () => {
    const passed_ms = ((run.controller.ticks - first) * run.robot.tick_ms) / speed;
    const left_ms = passed_ms - (machineClock.now_us() - begin_us) / 1000;
    if (left_ms > 1) await sleep_ms(left_ms);
    return false;
  };
}
