/**
 * Reads unknown data by a schema, part by part: what is wrong becomes a problem and is left out,
 * what is right goes on to the rules. So one bad field never hides another.
 */
import { z } from 'zod';
import { didYouMean, ERROR_CODES, type ErrorCode, type Problems } from './errors.js';

/** What things of a robot may be called. */
export const nameSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
  .describe('A letter, then letters, digits and underscores.');

/** Data of which any part may have been refused. */
export type Partly<T> = T extends (...values: never[]) => unknown
  ? T
  : T extends readonly (infer Item)[]
    ? readonly (Partly<Item> | undefined)[]
    : T extends object
      ? { readonly [K in keyof T]?: Partly<T[K]> | undefined }
      : T;

/** What of the data suits the schema; the rest is added to the problems, each with its path. */
export function readPartly<S extends z.ZodType>(
  schema: S,
  data: unknown,
  path: string,
  problems: Problems,
): Partly<z.output<S>> | undefined {
  return readAny(schema, data, path, problems) as Partly<z.output<S>> | undefined;
}

function readAny(schema: z.ZodType, data: unknown, path: string, problems: Problems): unknown {
  const inner = unwrap(schema, data);
  if (isRecord(data)) {
    if (inner instanceof z.ZodObject) return readObject(inner, data, path, problems);
    if (inner instanceof z.ZodRecord) return readRecord(inner, data, path, problems);
  }
  if (Array.isArray(data) && inner instanceof z.ZodArray) {
    return readArray(inner, data, path, problems);
  }
  const result = inner.safeParse(data, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) addIssue(issue, path, problems);
  return undefined;
}

function readArray(
  schema: z.ZodArray,
  data: readonly unknown[],
  path: string,
  problems: Problems,
): unknown[] {
  const ofItself = schema.safeParse(data, { reportInput: true }).error?.issues ?? [];
  for (const issue of ofItself) if (issue.path.length === 0) addIssue(issue, path, problems);
  const item = schema.element as z.ZodType;
  return data.map((value, index) => readAny(item, value, `${path} › ${index}`, problems));
}

function readObject(
  schema: z.ZodObject,
  data: Record<string, unknown>,
  path: string,
  problems: Problems,
): Record<string, unknown> {
  const known = Object.keys(schema.shape);
  const result: Record<string, unknown> = {};
  for (const name of known) {
    const value = readAny(
      schema.shape[name] as z.ZodType,
      data[name],
      `${path} › ${name}`,
      problems,
    );
    if (value !== undefined) result[name] = value;
  }
  for (const name of Object.keys(data)) {
    if (!known.includes(name)) addUnknownKey(name, known, path, problems);
  }
  return result;
}

function readRecord(
  schema: z.ZodRecord,
  data: Record<string, unknown>,
  path: string,
  problems: Problems,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    const key = (schema.keyType as z.ZodType).safeParse(name, { reportInput: true });
    if (!key.success) {
      for (const issue of key.error.issues) addIssue(issue, `${path} › ${name}`, problems);
    }
    result[name] = readAny(schema.valueType as z.ZodType, value, `${path} › ${name}`, problems);
  }
  return result;
}

/** The schema inside defaults and options, and the branch of a union that the data name. */
function unwrap(schema: z.ZodType, data: unknown): z.ZodType {
  const wrapped =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodReadonly;
  if (wrapped) return data === undefined ? schema : unwrap(schema.unwrap() as z.ZodType, data);
  if (!(schema instanceof z.ZodUnion)) return schema;
  const options = (schema.options as z.ZodType[]).map((option) => unwrap(option, data));
  if (Array.isArray(data)) return options.find((o) => o instanceof z.ZodArray) ?? schema;
  if (!isRecord(data)) return schema;
  const { discriminator = 'kind' } = schema.def as { discriminator?: string };
  const branch = options.find((option) => isBranch(option, data, discriminator));
  return branch ?? options.find((option) => option instanceof z.ZodDiscriminatedUnion) ?? schema;
}

function isBranch(option: z.ZodType, data: Record<string, unknown>, key: string): boolean {
  if (!(option instanceof z.ZodObject)) return false;
  const kind = option.shape[key] as z.ZodType | undefined;
  return kind ? kind.safeParse(data[key]).success : data[key] === undefined;
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function addUnknownKey(
  name: string,
  known: readonly string[],
  path: string,
  problems: Problems,
): void {
  const remedy = `correct or remove \`${name}\`.${didYouMean(name, known)}`;
  problems.add('DESCRIPTION_INVALID', `${path} › ${name}`, 'an unknown key', list(known), remedy);
}

function addIssue(issue: z.core.$ZodIssue, base: string, problems: Problems): void {
  const path = [base, ...issue.path.map(String)].join(' › ');
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) addUnknownKey(key, [], path, problems);
    return;
  }
  const input = inputOf(issue);
  const allowed = expected(issue);
  if (typeof input === 'number' && !Number.isFinite(input)) {
    problems.add('NUMBER_NOT_HELD', path, show(input), 'a finite number', 'write a finite number');
    return;
  }
  problems.add(codeOf(issue), path, show(input), allowed, remedyFor(issue, input, allowed));
}

function remedyFor(issue: z.core.$ZodIssue, input: unknown, allowed: string): string {
  if (input === undefined) return 'add it';
  const known = choices(issue).map(String);
  if (known.length > 1) return `write one of these.${didYouMean(String(input), known)}`;
  return `write ${allowed}`;
}

/** A schema names the code of its problem by giving it as its error message. */
function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  return issue.message in ERROR_CODES ? (issue.message as ErrorCode) : 'DESCRIPTION_INVALID';
}

function inputOf(issue: z.core.$ZodIssue): unknown {
  if (issue.code !== 'invalid_union' || !issue.discriminator) return issue.input;
  return isRecord(issue.input) ? issue.input[issue.discriminator] : issue.input;
}

function choices(issue: z.core.$ZodIssue): readonly unknown[] {
  if (issue.code === 'invalid_value') return issue.values;
  return issue.code === 'invalid_union' && 'options' in issue ? (issue.options ?? []) : [];
}

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : article(issue.expected);
    case 'invalid_value':
      return list(choices(issue).map(String));
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}${counted(issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}${counted(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'regex' ? `text like ${issue.pattern}` : `a ${issue.format}`;
    case 'invalid_union':
      return choices(issue).length > 0 ? list(choices(issue).map(String)) : alternatives(issue);
    default:
      return issue.message;
  }
}

function alternatives(issue: z.core.$ZodIssueInvalidUnion): string {
  const words = issue.errors.flatMap((errors) => errors.filter((e) => e.path.length === 0));
  return [...new Set(words.map(expected))].join(' or ') || issue.message;
}

function counted(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' items' : '';
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function list(words: readonly string[]): string {
  return words.length === 0 ? 'nothing else' : words.join(', ');
}

/** A value as a person reads it, never longer than a line. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `'${value.slice(0, 60)}'`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
}
