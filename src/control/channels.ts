/** The part of a robot that every controller needs, whatever its mind. */
import type { ActuatorChannel, Safety, SensorChannel } from '../channel.js';

export interface RobotChannels {
  readonly name: string;
  readonly tick_ms: number;
  readonly sensors: Readonly<Record<string, SensorChannel>>;
  readonly actuators: Readonly<Record<string, ActuatorChannel>>;
  readonly safety?: Safety;
}
