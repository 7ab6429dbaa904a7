/** striatum test: runs the closed-loop tests that lie beside a robot. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { RobotError } from '../errors.js';
import { jsonOption } from './options.js';

export function addTest(program: Command): void {
  const command = program
    .command('test <robot>')
    .description('run the tests that lie beside a robot (*.test.ts), with vitest')
    .addHelpText('after', '\nExit code 1: a test failed.')
    .action(test);
  command.addOption(jsonOption());
}

/** A test may simulate for minutes, on a slow machine. */
const PATIENCE_MS = 300_000;

async function test(path: string, options: { readonly json?: boolean }): Promise<void> {
  const folder = testFolder(path);
  const { startVitest } = (await import(vitestIn(folder))) as typeof import('vitest/node');
  const vitest = await startVitest('test', [], {
    root: folder,
    // One that lies further up is for other tests.
    config: false,
    watch: false,
    testTimeout: PATIENCE_MS,
    ...(options.json && { reporters: ['json'] }),
  });
  await vitest.close();
}

/** The vitest that the robot's own folder uses, else ours. */
function vitestIn(folder: string): string {
  for (const place of [join(folder, 'robot.ts'), fileURLToPath(import.meta.url)]) {
    try {
      return pathToFileURL(createRequire(place).resolve('vitest/node')).href;
    } catch {
      // It is not to be found from here; the next place may know.
    }
  }
  throw new RobotError({
    code: 'FILE_MISSING',
    path: folder,
    got: 'no vitest, which runs the tests',
    allowed: 'vitest among the packages of the robot',
    remedy: 'npm install --save-dev vitest',
  });
}

function testFolder(path: string): string {
  const full = resolve(path);
  const folder = existsSync(full) && !statSync(full).isDirectory() ? dirname(full) : full;
  const tests = existsSync(folder)
    ? readdirSync(folder, { recursive: true }).filter((name) =>
        /\.test\.[mc]?[jt]s$/.test(String(name)),
      )
    : [];
  if (tests.length > 0) return folder;
  throw new RobotError({
    code: 'FILE_MISSING',
    path,
    got: existsSync(folder) ? 'a folder without tests' : 'nothing there',
    allowed: 'a folder with tests, e.g. my-robot.test.ts',
    remedy: 'write one with striatum/testing; examples/line-rover/line-rover.test.ts shows how',
  });
}
