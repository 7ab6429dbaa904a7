/** striatum test: runs the closed-loop tests that lie beside a robot. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { RobotError } from '../errors.js';
import { jsonOption, withOptions } from './options.js';

export function addTest(program: Command): void {
  const command = program
    .command('test <robot>')
    .description('run the tests that lie beside a robot (*.test.ts), with vitest')
    .addHelpText('after', '\nExit code 1: a test failed.')
    .action(test);
  withOptions(command, jsonOption());
}

async function test(path: string, options: { readonly json?: boolean }): Promise<void> {
  const folder = testFolder(path);
  const vitest = new URL('vitest.mjs', import.meta.resolve('vitest/package.json'));
  const reporter = options.json ? ['--reporter=json'] : [];
  const child = spawn(
    process.execPath,
    [vitest.pathname, 'run', '--root', folder, '--config', 'false', ...reporter],
    { stdio: 'inherit' },
  );
  const code = await new Promise<number>((done) =>
    child.once('close', (status) => done(status ?? 1)),
  );
  process.exitCode = code === 0 ? 0 : 1;
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
