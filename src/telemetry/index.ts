/** Telemetry: what a robot says to the outside, and a broker to say it to. */
export { PASSWORD_VARIABLE, USERNAME_VARIABLE } from './address.js';
export { type BrokerOptions, type EmbeddedBroker, embeddedBroker } from './broker.js';
export type { LinkStatus } from './mqtt.js';
export type { MqttTelemetryOptions } from './options.js';
export { mqttTelemetry } from './publisher.js';
