/** What a board must know of a robot: its channels and how often they are used. */
import type { ActuatorChannel, SensorChannel } from '../src/channel.js';

export interface Channels {
  /** For messages. Default "robot". */
  readonly name?: string;
  readonly tick_ms: number;
  readonly sensors: Readonly<Record<string, SensorChannel>>;
  readonly actuators: Readonly<Record<string, ActuatorChannel>>;
}
