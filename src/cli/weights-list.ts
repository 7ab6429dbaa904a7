/** striatum weights list: the checkpoints of a state directory as a table. */
import { wallClock_ms } from '../clock.js';
import { type Header, secondsOf } from '../control/checkpoint/header.js';
import { type Listed, listCheckpoints } from '../control/checkpoint/listing.js';
import { holderOf } from '../control/checkpoint/lock.js';
import { short, table } from './format.js';
import { print, printJson } from './options.js';

export function listWeights(dir: string, { json }: { readonly json?: boolean }): void {
  const all = listCheckpoints(dir);
  const holder = holderOf(dir);
  if (json) {
    printJson({
      in_use_by: holder === undefined ? null : Number(holder),
      checkpoints: all.map(told),
    });
    return;
  }
  const head = ['number', 'tick', 'seconds', 'label', 'reward mean', 'spikes/s', 'age', 'from'];
  print(all.length === 0 ? 'no checkpoints' : table([head, ...all.map(row)]));
  for (const { problem } of all) if (problem) print(`\n${problem.message}`);
  if (holder !== undefined) print(`\nprocess ${holder} uses this directory`);
}

function told({ number, header, problem }: Listed): object {
  if (!header) return { number, problems: problem?.problems };
  const { shape, parts, ...rest } = header;
  return { ...rest, seconds: secondsOf(header) };
}

function row({ number, header }: Listed): string[] {
  if (!header) return [String(number), 'damaged'];
  const { tick, label, metrics, from } = header;
  return [
    String(number),
    String(tick),
    short(secondsOf(header)),
    label ?? '',
    metric(metrics, 'reward_mean'),
    metric(metrics, 'spikes_hz'),
    ageOf(header),
    from ?? 'run',
  ];
}

function metric(metrics: Header['metrics'], name: string): string {
  return metrics[name] === undefined ? '' : short(metrics[name]);
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

function ageOf({ saved_ms }: Header): string {
  const age_s = Math.max(0, (wallClock_ms() - saved_ms) / 1000);
  const [unit, length_s] = UNITS.find(([, size_s]) => age_s >= size_s) ?? ['s', 1];
  return `${Math.floor(age_s / length_s)} ${unit}`;
}
