/**
 * Boards and worlds by name. src knows neither side: both are loaded at run time, here alone,
 * through the package's own `imports` names.
 */
import type { Fault, SimulatedBoard } from './board.js';
import { type Body, checkBody, type WorldSpec } from './body.js';
import type { ActuatorChannel, SensorChannel } from './channel.js';

/** What a simulated body needs to know of a robot. */
export interface SimulationRequest {
  readonly body: Body;
  readonly robot: {
    readonly name: string;
    readonly tick_ms: number;
    readonly sensors: Readonly<Record<string, SensorChannel>>;
    readonly actuators: Readonly<Record<string, ActuatorChannel>>;
  };
  /** Default: the body's own world. */
  readonly world?: WorldSpec | undefined;
  readonly seed: number;
  readonly faults?: readonly Fault[] | undefined;
}

interface SimModule {
  openSimulatedBoard(request: SimulationRequest): Promise<SimulatedBoard>;
}

/** A simulated board for the robot, not yet open. Refuses unknown worlds and unfit bodies. */
export async function simulatedBoard(request: SimulationRequest): Promise<SimulatedBoard> {
  const name: string = '#sim';
  const sim = (await import(name)) as SimModule;
  const body = checkBody(request.body, 'body');
  return sim.openSimulatedBoard({ ...request, body });
}
