/** What is left of a robot whose process ends: 'lost' where it was killed, else 'closed'. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { BROKERS } from './brokers.js';
import { onlooker, until } from './onlooker.js';

const script = fileURLToPath(new URL('robot-process.ts', import.meta.url));
const robotProcess = (...args: string[]) =>
  spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: 'inherit' });

describe.each(BROKERS)('against $name', (kind) => {
  test.skipIf(kind.missing)('a process that is killed is lost', async () => {
    const broker = await kind.start();
    const watcher = await onlooker(broker.url);
    const child = robotProcess(broker.url);
    await until('it streams', () => watcher.texts('/t/sensors').length > 0, 15_000);
    child.kill('SIGKILL');
    await until('its will is heard', () => watcher.texts('/state').at(-1) === 'lost');
    const late = await onlooker(broker.url);
    await until('the will is retained', () => late.texts('/state').length > 0);
    expect(late.texts('/state')).toEqual(['lost']);
    await late.close();
    await watcher.close();
    await broker.stop();
  });

  test.skipIf(kind.missing)('close() leaves no handle: the process ends by itself', async () => {
    const broker = await kind.start();
    const watcher = await onlooker(broker.url);
    const child = robotProcess(broker.url, 'closes');
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(0);
    await until('closed is said', () => watcher.texts('/state').at(-1) === 'closed');
    await watcher.close();
    await broker.stop();
  });
});
