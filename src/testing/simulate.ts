/** simulate(): any robot against a world, seeded, with faults; returns the whole trace. */
import type { Body } from '../body.js';
import { type Arm, openSimulation, type Simulation } from '../control/simulation.js';
import { SpikingMind } from '../control/spiking-mind.js';
import { Scores } from '../control/summary.js';
import { RobotError } from '../errors.js';
import type { Robot } from '../robot.js';
import { type Trace, TraceWitness } from './trace.js';

export interface SimulateOptions extends Omit<Arm, 'robot'> {
  /** Which device on which pins serves each channel. */
  readonly body: Body;
  /** Default: the body's own world. */
  readonly world?: string;
  /** Draws weights, noise and world; one seed, one trace. */
  readonly seed: number;
  /** Robot seconds, at least one tick. */
  readonly seconds: number;
}

/**
 * Runs as fast as the machine allows, in simulated time.
 * @throws RobotError if the robot, its body and the world do not fit together, or ARGUMENT_INVALID.
 */
export async function simulate(robot: Robot, options: SimulateOptions): Promise<Trace> {
  const ticks = Math.round((options.seconds * 1000) / robot.tick_ms);
  if (!(ticks >= 1 && ticks <= TICKS_MOST)) throw unusable(options.seconds, robot.tick_ms);
  const simulation = await openSimulation({ ...options, robot });
  const { controller, board } = simulation;
  const sensors = Object.keys(robot.sensors);
  const actuators = Object.keys(robot.actuators);
  const witness = new TraceWitness(sensors, actuators, board.measures, ticks);
  const scores = new Scores(board.measures, robot.tick_ms);
  controller.witnesses.push(witness, scores);
  try {
    for (let t = 0; t < ticks; t++) {
      board.advance(robot.tick_ms * 1000);
      controller.tick();
    }
    return makeTrace(robot, options, simulation, witness, scores);
  } finally {
    await controller.close();
  }
}

/** A trace holds every value of every tick. */
const TICKS_MOST = 10_000_000;

function unusable(seconds: number, tick_ms: number): RobotError {
  return new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'simulate › seconds',
    got: String(seconds),
    allowed: `one tick (${tick_ms} ms) to ${TICKS_MOST} of them`,
    remedy: 'give the robot seconds that the trace is to cover',
  });
}

function makeTrace(
  robot: Robot,
  options: SimulateOptions,
  { controller, board, mind }: Simulation,
  witness: TraceWitness,
  scores: Scores,
): Trace {
  return {
    robot: robot.name,
    world: options.world ?? options.body.world ?? board.name,
    seed: options.seed,
    tick_ms: robot.tick_ms,
    ticks: controller.ticks,
    series: witness.series(robot.tick_ms),
    verdicts: witness.verdicts(),
    scores: scores.summary(),
    state_hash: mind.hash(),
    weights_hash: mind instanceof SpikingMind ? mind.network.weightsHash() : '0'.repeat(16),
  };
}
