/**
 * What the messages of a recording are made of, per robot: each sensor, actuator and level is a
 * field by its own name. As a FileDescriptorSet (google/protobuf/descriptor.proto), which MCAP
 * files carry so that others can read them.
 */
import { REASONS, VERDICTS } from '../gate.js';
import { ORDER_KINDS } from '../orders.js';
import type { RecordingHeader } from './header.js';
import { Packer } from './protobuf.js';
import { FAULTS, LIMITS } from './row.js';

/** Each topic, in the order in which a tick is written, and the message on it. */
export const TOPICS = {
  '/verdict': 'Verdict',
  '/sensors': 'Sensors',
  '/valid_us': 'ValidUs',
  '/input': 'Spikes',
  '/spikes': 'Spikes',
  '/command/asked': 'Command',
  '/command/done': 'Command',
  '/hash': 'Hash',
  '/learning': 'Learning',
  '/keyframe': 'KeyFrame',
  '/event': 'Event',
} as const;
export type Topic = keyof typeof TOPICS;
export const topics = Object.keys(TOPICS) as Topic[];

/** A topic's channel in the file. */
export function channelOf(topic: Topic): number {
  return 1 + topics.indexOf(topic);
}

const PACKAGE = 'striatum';

export function messageName(topic: Topic): string {
  return `${PACKAGE}.${TOPICS[topic]}`;
}

/** As descriptor.proto numbers them. */
const TYPES = { double: 1, uint64: 4, string: 9, bytes: 12, uint32: 13 } as const;
const MESSAGE = 11;
const ENUM = 14;

type FieldType = keyof typeof TYPES | { readonly message: string } | { readonly enum: string };
type Repeated = { readonly repeated: keyof typeof TYPES };
type Message = readonly (readonly [name: string, type: FieldType | Repeated])[];

function messagesOf(header: RecordingHeader): Record<string, Message> {
  const { sensors, actuators, levels } = header;
  const all = (names: readonly string[], type: FieldType): Message =>
    identifiers(names).map((name) => [name, type]);
  return {
    Sensors: all(sensors, 'double'),
    ValidUs: all(sensors, 'double'),
    Command: all(actuators, 'double'),
    Spikes: [
      ['count', 'uint32'],
      ['neurons', { repeated: 'uint32' }],
    ],
    Verdict: [
      ['tick', 'uint64'],
      ['now_us', 'double'],
      ['verdict', { enum: 'Judgement' }],
      ['order', { enum: 'Order' }],
      ['place', 'uint32'],
      ['cause', { enum: 'Cause' }],
      ['fault', { enum: 'Fault' }],
      ['faults', { message: 'Faults' }],
      ['limits', { message: 'Limits' }],
      ['reason', { enum: 'Reason' }],
      ['missed', 'uint32'],
    ],
    Faults: all(sensors, { enum: 'Fault' }),
    Limits: all(actuators, { enum: 'Limit' }),
    Learning: [
      ['reward', 'double'],
      ['levels', { message: 'Levels' }],
    ],
    Levels: all(levels, 'double'),
    Hash: [['state', 'string']],
    KeyFrame: [
      ['tick', 'uint64'],
      ['kept', 'uint32'],
      ['network', 'bytes'],
      ['parts', { repeated: 'bytes' }],
    ],
    Event: [
      ['name', 'string'],
      ['detail', 'string'],
    ],
  };
}

function enumsOf({ sensors }: RecordingHeader): Record<string, readonly string[]> {
  return {
    Judgement: VERDICTS,
    Order: ORDER_KINDS,
    Cause: ['none', ...sensors],
    Fault: FAULTS,
    Limit: LIMITS,
    Reason: REASONS,
  };
}

/** The FileDescriptorSet of all messages of a robot. */
export function descriptorSet(header: RecordingHeader): Uint8Array {
  const file = new Packer().text(1, `${PACKAGE}.proto`).text(2, PACKAGE);
  for (const [name, fields] of Object.entries(messagesOf(header))) {
    file.data(4, messageDescriptor(name, fields));
  }
  // the values of an enum stand beside it, so that each has a message of its own around it
  for (const [name, values] of Object.entries(enumsOf(header))) {
    file.data(4, new Packer().text(1, name).data(4, enumDescriptor(values)).bytes);
  }
  file.text(12, 'proto3');
  return new Packer().data(1, file.bytes).bytes;
}

function messageDescriptor(name: string, fields: Message): Uint8Array {
  const message = new Packer().text(1, name);
  fields.forEach(([field, type], index) => {
    message.data(2, fieldDescriptor(field, index + 1, type));
  });
  return message.bytes;
}

function fieldDescriptor(name: string, number: number, type: FieldType | Repeated): Uint8Array {
  const isRepeated = typeof type === 'object' && 'repeated' in type;
  const field = new Packer()
    .text(1, name)
    .whole(3, number)
    .whole(4, isRepeated ? 3 : 1);
  if (isRepeated) field.whole(5, TYPES[type.repeated]);
  else if (typeof type === 'string') field.whole(5, TYPES[type]);
  else if ('enum' in type) field.whole(5, ENUM).text(6, `.${PACKAGE}.${type.enum}.Value`);
  else field.whole(5, MESSAGE).text(6, `.${PACKAGE}.${type.message}`);
  return field.bytes;
}

function enumDescriptor(values: readonly string[]): Uint8Array {
  const found = new Packer().text(1, 'Value');
  identifiers(values).forEach((value, number) => {
    found.data(2, new Packer().text(1, value).whole(2, number).bytes);
  });
  return found.bytes;
}

/** Names as protobuf allows them, no two alike: "dopamine@striatum" is dopamine_striatum. */
function identifiers(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name.replace(/\W/g, '_');
    while (taken.has(free)) free += '_';
    taken.add(free);
    return free;
  });
}
