/** The control worker: a thread in which nothing runs but the controller of one robot. */
import { parentPort, workerData } from 'node:worker_threads';
import { Controller } from '../control/controller.js';
import { Gate } from '../control/gate.js';
import { GateBoard, sharedClock } from '../control/realtime/gate-board.js';
import { runRealtime } from '../control/realtime/loop.js';
import { ControlReport } from '../control/realtime/report.js';
import { SpikingMind } from '../control/spiking-mind.js';
import { addon } from '../network/binding.js';
import { compile } from '../network/compile.js';
import { loadRobot } from './load.js';

export interface ControlJob {
  /** Folder or file of the robot. */
  readonly robot: string;
  readonly seed: number;
  readonly learning: boolean;
  /** The memory of the gate. */
  readonly memory: string;
  /** Real-time priority, 1 to 99; 0: none. */
  readonly priority: number;
  readonly period_us?: number;
  readonly report: SharedArrayBuffer;
}

const job = workerData as ControlJob;
const { robot } = await loadRobot(job.robot);
const compiled = compile(robot, { seed: job.seed });
const mind = new SpikingMind(robot, compiled, { seed: job.seed, learning: job.learning });
const board = new GateBoard(job.memory);
const gate = new Gate(robot, job.memory);
const controller = new Controller({ robot, board, clock: sharedClock, mind, gate });
const report = new ControlReport(job.report);
report.hasPriority = job.priority > 0 && addon().takePriority(job.priority);
await controller.open();
controller.arm();
parentPort?.postMessage({ began: true });
runRealtime(controller, report, job.period_us === undefined ? {} : { period_us: job.period_us });
const summary = {
  ticks: controller.ticks,
  reward_sum: controller.reward_sum,
  state_hash: mind.hash(),
  weights_hash: mind.network.weightsHash(),
};
await controller.close();
parentPort?.postMessage({ summary });
