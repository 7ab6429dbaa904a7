/**
 * How many corruptions of a checkpoint file are detected: bits flipped, bytes overwritten, files
 * cut short, made longer, or parts of them moved. Run it: npx tsx bench/corruptions.ts
 */
import { fileURLToPath } from 'node:url';
import body from '../examples/line-rover/body.js';
import rover from '../examples/line-rover/robot.js';
import { decodeCheckpoint, encodeCheckpoint } from '../src/control/checkpoint/file.js';
import { takeCheckpoint } from '../src/control/checkpoint/take.js';
import { openSimulation } from '../src/control/simulation.js';
import type { SpikingMind } from '../src/control/spiking-mind.js';
import { RobotError } from '../src/errors.js';
import { RandomStream } from '../src/random.js';

const CORRUPTIONS = 10_000;
const SMALL = 200;

/** Each is made of the whole file anew; `detected` were refused as damaged. */
export function corruptions(bytes: Uint8Array, count: number, seed: number) {
  const random = new RandomStream(seed, 'corruptions');
  let detected = 0;
  for (let i = 0; i < count; i++) {
    const kind = KINDS[i % KINDS.length] as Kind;
    const corrupted = kind(Buffer.from(bytes), random);
    try {
      decodeCheckpoint(corrupted, 'corrupted');
    } catch (error) {
      if (error instanceof RobotError && error.code === 'STATE_DAMAGED') detected += 1;
    }
  }
  return { tried: count, detected };
}

type Kind = (bytes: Buffer, random: RandomStream) => Buffer;

const flip: Kind = (bytes, random) => {
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
  return bytes;
};

const flipMany: Kind = (bytes, random) => {
  const before = Buffer.from(bytes);
  for (let flips = 2 + random.below(30); flips > 0; flips--) flip(bytes, random);
  return bytes.equals(before) ? flip(bytes, random) : bytes;
};

const cut: Kind = (bytes, random) => bytes.subarray(0, random.below(bytes.length));

const lengthen: Kind = (bytes, random) => {
  return Buffer.concat([bytes, Buffer.alloc(1 + random.below(100), random.below(256))]);
};

/** As a file system leaves a block that never reached the disk. */
const zeros: Kind = (bytes, random) => {
  const at = random.below(bytes.length);
  const before = Buffer.from(bytes);
  bytes.fill(0, at, Math.min(bytes.length, at + 512));
  return bytes.equals(before) ? flip(bytes, random) : bytes;
};

const drop: Kind = (bytes, random) => {
  const at = random.below(bytes.length - 1);
  const length = 1 + random.below(bytes.length - at - 1);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
};

const KINDS: readonly Kind[] = [flip, flipMany, cut, lengthen, zeros, drop];

async function main(): Promise<void> {
  const count = process.argv.includes('--small') ? SMALL : CORRUPTIONS;
  const { controller, board, mind } = await openSimulation({ robot: rover, body, seed: 1 });
  for (let tick = 0; tick < 400; tick++) {
    board.advance(rover.tick_ms * 1000);
    controller.tick();
  }
  const origin = { robot: rover.name, source: '', seed: 1, tick_ms: rover.tick_ms };
  const bytes = await encodeCheckpoint(takeCheckpoint(mind as SpikingMind, origin, 400));
  await controller.close();
  const { tried, detected } = corruptions(bytes, count, 1);
  console.log(`checkpoint of the line rover, ${bytes.length} bytes`);
  console.log(`${detected} of ${tried} corruptions detected`);
  if (detected < tried) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
