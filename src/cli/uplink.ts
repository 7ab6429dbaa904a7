/** The way up from a run: a broker if one is to be embedded, telemetry to it, orders from it. */
import { OrderDesk } from '../control/order-desk.js';
import type { Simulation } from '../control/simulation.js';
import { type Birth, silence, type Telemetry } from '../control/sink.js';
import { formatProblem, RobotError } from '../errors.js';
import { packageVersion } from '../package.js';
import type { Robot } from '../robot.js';
import {
  type EmbeddedBroker,
  embeddedBroker,
  type LinkStatus,
  mqttTelemetry,
} from '../telemetry/index.js';
import type { RunOptions } from './run.js';

export interface Uplink {
  readonly telemetry: Telemetry;
  /** Where orders are handed in, those that come over MQTT and others. */
  readonly desk: OrderDesk;
  /** Without credentials; undefined where there is to be no telemetry. */
  readonly broker: string | undefined;
  close(): Promise<void>;
}

/** Connects as asked. A broker that is not there is said at once; the robot runs on. */
export async function openUplink(
  robot: Robot,
  simulation: Simulation,
  options: Pick<RunOptions, 'broker' | 'brokerPort' | 'seed'>,
  note: (text: string) => void,
): Promise<Uplink> {
  demandUse(options);
  if (options.broker === 'none') {
    const desk = deskOf(simulation, silence);
    return { telemetry: silence, desk, broker: undefined, close: () => Promise.resolve() };
  }
  const broker = options.broker === 'embedded' ? await embed(options.brokerPort, note) : undefined;
  let shown = broker?.url ?? '';
  const telemetry = mqttTelemetry({
    url: broker?.url ?? options.broker,
    robot: robot.name,
    onOrder: (heard) => desk.hear(heard),
    onStatus: (status: LinkStatus) => {
      shown = status.broker;
      if (status.problem) note(formatProblem(status.problem));
    },
  });
  const desk = deskOf(simulation, telemetry);
  await telemetry.open(birthOf(robot, simulation, options.seed));
  return {
    telemetry,
    desk,
    get broker() {
      return shown;
    },
    close: async () => {
      await telemetry.close();
      await broker?.close();
    },
  };
}

function deskOf({ controller }: Simulation, telemetry: Telemetry): OrderDesk {
  const desk = new OrderDesk(controller, telemetry);
  controller.witnesses.push(desk);
  return desk;
}

/** A port means something to the embedded broker alone; elsewhere it would be passed over. */
function demandUse({ broker, brokerPort }: Pick<RunOptions, 'broker' | 'brokerPort'>): void {
  if (brokerPort === undefined || broker === 'embedded') return;
  throw new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'striatum run › --broker-port',
    got: `${brokerPort} beside another broker than the embedded one`,
    allowed: '--broker-port with the embedded broker alone',
    remedy: 'leave one of the two out; the port of another broker stands in its URL',
  });
}

async function embed(
  port: number | undefined,
  note: (text: string) => void,
): Promise<EmbeddedBroker> {
  const broker = await embeddedBroker(port === undefined ? {} : { port });
  if (broker.note) note(broker.note);
  return broker;
}

function birthOf(robot: Robot, { compiled }: Simulation, seed: number): Birth {
  return {
    robot: robot.name,
    versions: {
      striatum: packageVersion(),
      node: process.version,
      model_checksum: compiled?.checksum ?? '',
    },
    seed,
    tick_ms: robot.tick_ms,
    sensors: robot.sensors,
    actuators: robot.actuators,
    populations: Object.fromEntries(
      [...(compiled?.populations ?? [])].map(([name, { count }]) => [name, count]),
    ),
  };
}
