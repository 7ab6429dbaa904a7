/** striatum diff: where two recordings first differ, and what differs from there on. */
import type { Command } from 'commander';
import { diffRecordings, type RecordingDifference } from '../control/recording/diff.js';
import { Recording } from '../control/recording/recording.js';
import { short, table } from './format.js';
import { jsonOption, print, printJson, RECORDING_ARGUMENT } from './options.js';
import { counted } from './words.js';

export function addDiff(program: Command): void {
  program
    .command('diff <a> <b>')
    .description('where two recordings first differ, and what differs from there on')
    .addHelpText('after', `\n  <a>, <b>  ${RECORDING_ARGUMENT}`)
    .addOption(jsonOption())
    .action(diff);
}

/** Exits with 1 if they differ, as diff does. */
function diff(a_path: string, b_path: string, options: { readonly json?: boolean }): void {
  const a = new Recording(a_path);
  const b = new Recording(b_path);
  const found = diffRecordings(a, b, b_path);
  a.close();
  b.close();
  const isSame = !found.first && found.only_a + found.only_b === 0;
  if (options.json) printJson({ same: isSame, ...found });
  else if (isSame) print(`✔ ${counted(found.ticks)} ticks, the same to the bit.`);
  else printDifference(found);
  if (!isSame) process.exitCode = 1;
}

function printDifference(found: RecordingDifference): void {
  const { ticks, only_a, only_b, first, fields, spikes } = found;
  if (only_a + only_b > 0) {
    print(`${counted(ticks)} ticks are in both, ${only_a} in a alone, ${only_b} in b alone`);
  }
  if (!first) {
    print('what is in both is the same to the bit');
    return;
  }
  print(`first in tick ${first.tick}: ${first.field} is ${first.a} in a, ${first.b} in b\n`);
  const rows = fields.map(({ field, first_tick, ticks: count, mean, largest }) => [
    field,
    String(first_tick),
    counted(count),
    mean === null ? '–' : short(mean),
    largest === null ? '–' : short(largest),
  ]);
  print(table([['field', 'from tick', 'ticks', 'mean', 'largest'], ...rows]));
  print(`\n${counted(spikes)} spikes are in one of them alone`);
}
