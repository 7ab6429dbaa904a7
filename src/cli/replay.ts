/** striatum replay: a recording through the same controller, to the bit. */
import type { Command } from 'commander';
import { finishReplay, openReplay } from './open-replay.js';
import {
  jsonOption,
  print,
  printJson,
  RECORDING_ARGUMENT,
  recordedRobotOption,
} from './options.js';

export function addReplay(program: Command): void {
  const command = program
    .command('replay <recording>')
    .description('run a recording through the same controller; stops at the first difference')
    .addHelpText('after', `\n  <recording>  ${RECORDING_ARGUMENT}`)
    .action(replay);
  command.addOption(recordedRobotOption()).addOption(jsonOption());
}

interface ReplayOptions {
  readonly robot?: string;
  readonly json?: boolean;
}

async function replay(path: string, options: ReplayOptions): Promise<void> {
  const run = await openReplay(path, options.robot);
  const state_hash = await finishReplay(run);
  const { ticks } = run.controller;
  const { torn_bytes } = run.recording;
  const seconds = (ticks * run.robot.tick_ms) / 1000;
  if (options.json) return printJson({ ok: true, ticks, seconds, state_hash, torn_bytes });
  print(`✔ ${ticks} ticks (${seconds} s) replayed to the bit; state hash ${state_hash}.`);
  if (torn_bytes > 0)
    print(`  The file was cut short: its last ${torn_bytes} bytes are no whole record.`);
}
