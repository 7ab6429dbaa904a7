/** A robot in a process of its own, for tests that end it: says 'running', then goes on. */
import { sleep_ms } from '../../src/clock.js';
import { mqttTelemetry } from '../../src/telemetry/index.js';
import { birth, sample } from './onlooker.js';

const telemetry = mqttTelemetry({ url: process.argv[2] as string, robot: 'doomed' });
await telemetry.open(birth);
telemetry.state('running');
while (process.argv[3] !== 'closes') {
  telemetry.publish(sample);
  await sleep_ms(5);
}
await telemetry.close();
