/** Orders to a running robot over MQTT, as a user gives them; recorded, and replayed to the bit. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { folder, removeFolders, twoEyes } from '../fixtures/two-eyes.js';
import { freePort } from '../telemetry/brokers.js';
import { type Onlooker, onlooker, until } from '../telemetry/onlooker.js';
import { json, outcome, program } from './child.js';

const leftovers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of leftovers.splice(0).reverse()) await close();
});

afterAll(removeFolders);

it('a robot is frozen, kept and rolled back over MQTT, and its recording tells', async () => {
  const port = await freePort();
  const file = join(folder(), 'ordered.rec');
  const args = ['run', twoEyes, '--broker-port', `${port}`, '--record', file, '--json'];
  const robot: ChildProcess = spawn(process.execPath, [program, ...args]);
  leftovers.push(() => robot.kill('SIGKILL'));
  const ended = outcome(robot);
  const watcher = await patientOnlooker(`mqtt://127.0.0.1:${port}`);
  leftovers.push(() => watcher.close());
  const give = (order: object) => watcher.say('striatum/two-eyes/order', JSON.stringify(order));
  const answers = () => watcher.texts('/evt').map((text) => JSON.parse(text));
  const answer = async (id: string) => {
    const find = () => answers().find(({ detail }) => detail.id === id);
    await until(`${id} is answered`, () => find() !== undefined);
    return find();
  };
  const learns = () => JSON.parse(watcher.texts('/t/weights').at(-1) ?? '{}').values?.learning;

  await until('it learns', () => learns() === 1, 30_000);
  await give({ order: 'freeze', id: '1' });
  expect(await answer('1')).toMatchObject({ event: 'order done', detail: { order: 'freeze' } });
  await until('it says that it is frozen', () => learns() === 0);
  await give({ order: 'keep', name: 'a', id: '2' });
  await give({ order: 'learn', id: '3' });
  await answer('3');
  await until('it learns again', () => learns() === 1);
  await give({ order: 'roll back', name: 'b', id: '4' });
  expect(await answer('4')).toMatchObject({
    event: 'order refused',
    detail: { code: 'NAME_UNKNOWN', message: expect.stringContaining("Did you mean 'a'?") },
  });
  await give({ order: 'roll back', name: 'a', id: '5' });
  expect(await answer('5')).toMatchObject({ event: 'order done', detail: { order: 'roll back' } });
  await until('it is frozen, as it was then', () => learns() === 0);
  robot.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect([code, stderr]).toEqual([0, '']);
  const replayed = await json('replay', file);
  expect(replayed.state_hash).toBe(JSON.parse(stdout).state_hash);
}, 60_000);

/** Tries until the robot's broker listens. */
async function patientOnlooker(url: string): Promise<Onlooker> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await onlooker(url);
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((again) => setTimeout(again, 100));
    }
  }
}
