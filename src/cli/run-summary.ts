/** What a run amounted to: one JSON object for programs, a short table for people. */
import type { StateSummary } from './run-state.js';
import { counted, nameAndUnit, rounded } from './words.js';

export interface RunSummary {
  readonly robot: string;
  readonly ticks: number;
  /** Robot time. */
  readonly seconds: number;
  /** Scores of the world by name, e.g. falls, falls_last_60s; null where there is none. */
  readonly measures: { readonly [name: string]: number | null };
  readonly reward_mean: number;
  readonly state_hash: string;
  readonly weights_hash: string;
  readonly tick_us_p50: number;
  readonly tick_us_p99: number;
  readonly telemetry: {
    /** Without credentials; null where there was to be none. */
    readonly broker: string | null;
    readonly sent: number;
    readonly dropped: number;
  };
  /** Absent without a state directory. */
  readonly state?: StateSummary;
}

/** The summary as `--json` prints it: the measures stand among the rest. */
export function summaryObject(summary: RunSummary): Record<string, unknown> {
  const { robot, ticks, seconds, measures, ...rest } = summary;
  return { robot, ticks, seconds, ...measures, ...rest };
}

/** The summary as a person reads it. */
export function renderSummary(summary: RunSummary): string[] {
  const { telemetry } = summary;
  const rows: [string, string][] = [
    ...Object.entries(summary.measures).map(measureRow),
    ['mean reward', rounded(summary.reward_mean, 4)],
    ['tick p50/p99', `${rounded(summary.tick_us_p50, 1)}/${rounded(summary.tick_us_p99, 1)} us`],
    ['telemetry', `${counted(telemetry.sent)} sent, ${counted(telemetry.dropped)} dropped`],
    ['broker', telemetry.broker ?? 'none'],
    ...stateRows(summary.state),
    ['state hash', summary.state_hash],
    ['weights hash', summary.weights_hash],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    `${summary.robot}: ${rounded(summary.seconds, 1)} s, ${counted(summary.ticks)} ticks`,
    ...rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`),
  ];
}

function stateRows(state: StateSummary | undefined): [string, string][] {
  if (!state) return [];
  const { restored_from, restored_tick, written, skipped, failed } = state;
  const begin =
    restored_from === null || restored_tick === null
      ? 'nothing: a new mind'
      : `checkpoint ${restored_from}, tick ${counted(restored_tick)}`;
  return [
    ['restored from', begin],
    ['checkpoints', `${written} written, ${skipped} passed over, ${failed} failed`],
  ];
}

/** 'mean_abs_offset_mm_last_60s' -> 'mean |offset| last 60s', '3.8 mm'. */
function measureRow([name, value]: [string, number | null]): [string, string] {
  const { words, unit } = nameAndUnit(name);
  const label = words.replace(/^mean abs (\S+)/, 'mean |$1|');
  if (value === null) return [label, 'none'];
  const number = Number.isInteger(value) ? counted(value) : rounded(value, 1);
  return [label, unit === '' ? number : `${number} ${unit}`];
}
