/** --fault 'freeze sensor=nose_0 from=2 until=3': faults of a run, as words. */
import { Option } from 'commander';
import { type Problem, Problems } from '../errors.js';
import { type Fault, faultSchema } from '../fault.js';
import { readPartly } from '../schema.js';

export function faultOption(): Option {
  return new Option(
    '--fault <words>',
    "what goes wrong, e.g. 'freeze sensor=eye from=2 until=3'; may be given again",
  ).argParser((text: string, before: readonly string[] = []) => [...before, text]);
}

/**
 * The faults that were asked for.
 * @throws RobotError with every problem of all of them.
 */
export function parseFaults(texts: readonly string[] = []): Fault[] {
  const problems = new Problems();
  const faults = texts.map((text) => parseFault(text, problems));
  problems.throwIfAny();
  return faults as Fault[];
}

/** The unit may be left out where there is but one. */
const SHORT: Readonly<Record<string, string>> = { from: 'from_s', until: 'until_s' };

function parseFault(text: string, problems: Problems): unknown {
  const [kind, ...words] = text.trim().split(/\s+/);
  const path = `--fault '${text}'`;
  const pairs = words.map((word) => pairOf(word, path, problems)).filter((pair) => pair !== null);
  const data: Record<string, unknown> = { kind, from_s: 0, ...Object.fromEntries(pairs) };
  const fault = readPartly(faultSchema, data, path, problems);
  if (Number(data.until_s) <= Number(data.from_s)) problems.list.push(reversed(path, data));
  return fault;
}

function pairOf(word: string, path: string, problems: Problems): [string, unknown] | null {
  const [, key, value] = /^([^=]+)=(.+)$/.exec(word) ?? [];
  if (key === undefined || value === undefined) {
    const remedy = 'write a name, =, and what it is';
    problems.add('ARGUMENT_INVALID', path, `'${word}'`, 'words like from=2', remedy);
    return null;
  }
  return [SHORT[key] ?? key, Number.isNaN(Number(value)) ? value : Number(value)];
}

function reversed(path: string, { from_s, until_s }: Record<string, unknown>): Problem {
  return {
    code: 'RANGE_REVERSED',
    path,
    got: `from ${from_s} until ${until_s}`,
    allowed: 'an end after the beginning',
    remedy: 'give the end as robot seconds since the start of the run, not as a length',
  };
}
