/** A replay tick by tick: a line for each, and a key press between them in a terminal. */
import type { Replay } from './open-replay.js';
import { rounded, signed } from './words.js';

/** What the last tick did. */
export function tickLine({ controller, robot }: Replay): string {
  const { ticks, verdict, reward, mind, command } = controller;
  const tick = ticks - 1;
  const words = [
    `tick ${tick}`,
    `${rounded((tick * robot.tick_ms) / 1000, 3)} s`,
    verdict,
    `${mind.spikes} spikes`,
    ...command.names.map((name, i) => `${name} ${signed(command.values[i] as number, 4)}`),
    `reward ${signed(reward, 4)}`,
    `dopamine ${signed(mind.dopamine, 4)}`,
  ];
  return words.join('  ');
}

/** In a terminal waits for a key; true for q, Escape and Ctrl-C, which end the replay. */
export function untilKey(): Promise<boolean> {
  const { stdin } = process;
  if (!stdin.isTTY) return Promise.resolve(false);
  return new Promise((resolve) => {
    stdin.setRawMode(true);
    stdin.resume();
    stdin.once('data', (key) => {
      stdin.setRawMode(false);
      stdin.pause();
      resolve(['q', '\u001b', '\u0003'].includes(key.toString()));
    });
  });
}
