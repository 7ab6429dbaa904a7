/** The real command line in a process of its own, as a user has it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { ERROR_CODES, type ErrorCode, type Problem } from '../../src/errors.js';

export const program = fileURLToPath(new URL('../../bin/striatum.mjs', import.meta.url));

/** As short as a run can be without a network. */
export const QUICK = ['--seconds', '2', '--speed', 'max', '--broker', 'none'] as const;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function striatum(...args: readonly string[]): Promise<Outcome> {
  return outcome(spawn(process.execPath, [program, ...args]));
}

/** What a child process said, once it ended. */
export async function outcome(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (data) => {
    stdout += data;
  });
  child.stderr?.on('data', (data) => {
    stderr += data;
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stdout, stderr };
}

/** The one JSON object of a command that succeeded. */
export async function json(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await striatum(...args, '--json');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** What a command was refused with: one JSON object, and the exit code that goes with it. */
export async function refused(...args: readonly string[]): Promise<readonly Problem[]> {
  const { code, stdout, stderr } = await striatum(...args, '--json');
  expect(stderr).toBe('');
  const { problems, ...rest } = JSON.parse(stdout) as { problems: Problem[] };
  expect(rest).toEqual({});
  for (const problem of problems) {
    expect(Object.keys(problem).sort()).toEqual(['allowed', 'code', 'got', 'path', 'remedy']);
  }
  expect(code).toBe(ERROR_CODES[problems[0]?.code as ErrorCode].exit);
  return problems;
}

/** The codes of what a command was refused with. */
export async function codes(...args: readonly string[]): Promise<string[]> {
  return (await refused(...args)).map(({ code }) => code);
}
