/**
 * The control loop in real time: waits in a native call for the next slot of the grid, ticks, and
 * tells what it took. A late tick skips to the grid; it never bursts. Blocks its thread.
 */
import { addon } from '../../network/binding.js';
import type { Controller } from '../controller.js';
import type { ControlReport } from './report.js';

export interface RealtimeOptions {
  /** From one slot to the next. Default: the robot's tick. */
  readonly period_us?: number;
  /** Ticks to run; default: until the report is asked to end. */
  readonly ticks?: number;
}

export function runRealtime(
  controller: Controller,
  report: ControlReport,
  options: RealtimeOptions = {},
): void {
  const native = addon();
  const { period_us = controller.robot.tick_ms * 1000, ticks = Number.POSITIVE_INFINITY } = options;
  let due_us = native.nowUs() + period_us;
  for (let tick = 0; tick < ticks && !report.isAskedToEnd; tick++) {
    const woken_us = native.waitUntil(due_us);
    const late_us = Math.max(0, woken_us - due_us);
    const missed = Math.floor(late_us / period_us);
    controller.tick(missed);
    report.lateness.add(late_us);
    report.duration.add(native.nowUs() - woken_us);
    const { punctuality, lifecycle, reason } = controller;
    report.tell(controller.ticks, punctuality.missed_sum, lifecycle.state, reason);
    due_us += (1 + missed) * period_us;
  }
}
