/** A robot on the simulated board, put together: what `run`, `learn` and users' tests share. */
import type { Fault, SimulatedBoard } from '../board.js';
import type { Body, WorldSpec } from '../body.js';
import { RobotError } from '../errors.js';
import { type Compiled, compile } from '../network/compile.js';
import { simulatedBoard } from '../registry.js';
import { makeDopaminePath } from '../reward/reward.js';
import type { Robot } from '../robot.js';
import { Controller } from './controller.js';
import type { Mind, Policy } from './mind.js';
import { PolicyMind } from './policy-mind.js';
import { SpikingMind } from './spiking-mind.js';

/** How the mind of a run is made; the arms of an experiment differ in nothing else. */
export interface Arm {
  /** No dopamine is ever released: the control beside a claim of learning. */
  readonly clampDopamine?: boolean | undefined;
  /** false: the network stays as it was drawn. Default true. */
  readonly learning?: boolean | undefined;
  /** Instead of the network. */
  readonly policy?: Policy | undefined;
  /** Instead of the robot's own body, e.g. one with two wires swapped. */
  readonly body?: Body;
  /** Instead of the robot itself, e.g. one with another rule. */
  readonly robot?: Robot;
  /** What goes wrong on the simulated board. Default nothing. */
  readonly faults?: readonly Fault[] | undefined;
}

export interface SimulationOptions extends Arm {
  readonly robot: Robot;
  readonly body: Body;
  /** Default: the body's own world. */
  readonly world?: WorldSpec | undefined;
  /** Draws the weights, the noise of neurons and sensors, and the world; 32 bits. */
  readonly seed: number;
  /** Threads that share a tick of the network; any number gives the same run. Default 1. */
  readonly threads?: number | undefined;
}

export interface Simulation {
  readonly controller: Controller;
  readonly board: SimulatedBoard;
  readonly mind: Mind;
  /** Absent where a policy stands in for the network. */
  readonly compiled: Compiled | undefined;
}

/**
 * Everything made and the board open; the caller runs the controller and closes it.
 * @throws RobotError where robot, body and world do not fit together, or the seed is unusable.
 */
export async function openSimulation(options: SimulationOptions): Promise<Simulation> {
  demandSeed(options.seed);
  const { robot, body, world, seed, faults } = options;
  const compiled = options.policy ? undefined : compile(robot, { seed });
  const board = await simulatedBoard({ body, robot, world, seed, faults });
  const mind = compiled ? makeSpikingMind(options, compiled) : makePolicyMind(options);
  const controller = new Controller({ robot, board, clock: board.clock, mind });
  try {
    await controller.open();
    controller.arm();
  } catch (error) {
    await controller.close();
    throw error;
  }
  return { controller, board, mind, compiled };
}

/** Other numbers would be cut to 32 bits, and two seeds would give one run. */
function demandSeed(seed: number): void {
  if (seed >>> 0 === seed) return;
  throw new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'simulation › seed',
    got: String(seed),
    allowed: 'a whole number from 0 to 4294967295',
    remedy: 'give such a number',
  });
}

function makeSpikingMind(options: SimulationOptions, compiled: Compiled): Mind {
  return new SpikingMind(options.robot, compiled, {
    seed: options.seed,
    clampDopamine: options.clampDopamine ?? false,
    learning: options.learning ?? true,
    threads: options.threads ?? 1,
  });
}

/** A policy is scored by the robot's own reward, so that figures compare. */
function makePolicyMind({ robot, policy }: SimulationOptions): Mind {
  const path = robot.reward && makeDopaminePath(robot.reward, robot);
  return new PolicyMind(policy as Policy, robot.tick_ms, (frame) => {
    path?.observe(frame);
    return path?.reward ?? 0;
  });
}
