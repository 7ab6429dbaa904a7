/** What mqttTelemetry may be told, and what it refuses. */
import type { Clock } from '../clock.js';
import type { HeardOrder } from '../control/order-desk.js';
import { Problems } from '../errors.js';
import type { BackoffLimits } from './backoff.js';
import type { LinkStatus } from './mqtt.js';

export interface MqttTelemetryOptions {
  /** The broker, e.g. 'mqtt://127.0.0.1:1883'; also mqtts, ws and wss. */
  readonly url: string;
  /** The robot's name among all robots of the broker; stands in every topic. */
  readonly robot: string;
  /** Samples per second of `clock`, above 0, at most 1,000,000. Default 10. */
  readonly rate_hz?: number;
  /** Most events that wait, and most stream messages in the socket: 1 to 65,536. Default 256. */
  readonly queue_limit?: number;
  /** Measures the rate. Default the machine's clock, so that a fast run does not flood. */
  readonly clock?: Clock;
  /** The longest that a connection may take to stand. Default 2000 ms. */
  readonly connect_timeout_ms?: number;
  readonly backoff?: BackoffLimits;
  /** Told of every change of the connection, a dead broker included. */
  readonly onStatus?: (status: LinkStatus) => void;
  /** Told of every order that comes in; without it none is listened for. */
  readonly onOrder?: (heard: HeardOrder) => void;
  /** Where credentials are sought that the URL does not hold. Default the process's environment. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Refuses, all at once, a name that cannot stand in a topic and numbers outside their ranges. */
export function requireUsable(robot: string, rate_hz: number, queue_limit: number): void {
  const problems = new Problems();
  const refuse = (got: string, allowed: string, remedy: string) =>
    problems.add('ARGUMENT_INVALID', 'telemetry › mqtt', got, allowed, remedy);
  if (!/^[^\s/+#\0]+$/.test(robot)) {
    refuse(
      `robot '${robot}'`,
      'a name without / + # and space',
      'give the robot a name that can stand in a topic, e.g. line-rover',
    );
  }
  if (!(rate_hz > 0 && rate_hz <= 1e6)) {
    refuse(`rate_hz ${rate_hz}`, 'above 0, up to 1,000,000', 'give samples per second, e.g. 10');
  }
  if (!(Number.isInteger(queue_limit) && queue_limit >= 1 && queue_limit <= 65_536)) {
    refuse(
      `queue_limit ${queue_limit}`,
      'a whole number from 1 to 65,536',
      'give how many messages may wait, e.g. 256',
    );
  }
  problems.throwIfAny();
}
