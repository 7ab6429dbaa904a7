/** striatum: the public surface; re-exports only. */
export type { Board, Fault, SimulatedBoard } from './board.js';
export type { ActuatorDevice, Body, SensorDevice, WorldSpec } from './body.js';
export * as cells from './cells/index.js';
export type { ActuatorChannel, Command, Frame, Named, SensorChannel, Unit } from './channel.js';
export { type Clock, machineClock, SimulatedClock } from './clock.js';
export { Controller, type Witness } from './control/controller.js';
export type { Experiment } from './control/experiment.js';
export type { Mind, Policy } from './control/mind.js';
export { type Arm, openSimulation, type Simulation } from './control/simulation.js';
export * from './decode/index.js';
export * from './encode/index.js';
export { ERROR_CODES, type ErrorCode, type Problem, RobotError } from './errors.js';
export * from './network/index.js';
export { packageVersion } from './package.js';
export * from './parts/index.js';
export * from './reward/index.js';
export { type RewardSpec, type Robot, robot, robotFromJson } from './robot.js';
export { embeddedBroker, mqttTelemetry } from './telemetry/index.js';
