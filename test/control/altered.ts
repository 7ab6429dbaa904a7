/** A copy of a recording in which one thing is other than it was; its checksums are right. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { McapOutput } from '../../src/control/recording/mcap-output.js';
import { packKeyFrame, RowMessages } from '../../src/control/recording/messages.js';
import { Recording } from '../../src/control/recording/recording.js';
import { AT, type Layout, type Row } from '../../src/control/recording/row.js';
import { folder } from '../fixtures/two-eyes.js';

/** @param change what becomes of each row, by its tick; false leaves it out. */
export function altered(
  path: string,
  change: (row: Row, tick: number, layout: Layout) => boolean | undefined,
): string {
  const copy = join(folder(), 'altered.mcap');
  const recording = new Recording(path);
  const { header, layout } = recording;
  const file = openSync(copy, 'w');
  const output = new McapOutput(header, (bytes) => writeSync(file, bytes));
  const messages = new RowMessages(header, layout);
  for (let index = 0; index < recording.count; index++) {
    const row = recording.row(index);
    const tick = recording.tick(index);
    const now_us = row.doubles[AT.now_us] as number;
    if (change(row, tick, layout) === false) continue;
    output.turn(now_us);
    messages.write(row, (topic, bytes) => output.message(topic, tick, now_us, bytes));
    for (const place of recording.key_frames.filter((one) => one.row === index)) {
      output.message('/keyframe', tick, now_us, packKeyFrame(recording.keyFrame(place)));
    }
  }
  output.end();
  closeSync(file);
  recording.close();
  return copy;
}

/** Flips one bit of a double. */
export function flip(doubles: Float64Array, at: number, bit: number): void {
  const words = new BigUint64Array(doubles.buffer, doubles.byteOffset, doubles.length);
  words[at] = (words[at] as bigint) ^ (1n << BigInt(bit));
}
