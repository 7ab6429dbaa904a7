/**
 * Errors that help: a code, what was got, what is allowed, where, and what to do.
 * All problems of a description are collected and thrown at once.
 */

/** Every code that a RobotError may carry: its meaning, and what the command line exits with. */
export const ERROR_CODES = {
  DESCRIPTION_INVALID: { meaning: 'the robot description breaks a rule of its schema', exit: 2 },
  UNIT_UNKNOWN: { meaning: 'a channel names a unit that is not in the table', exit: 2 },
  RANGE_REVERSED: { meaning: 'a range has its minimum at or above its maximum', exit: 2 },
  SAFE_OUT_OF_RANGE: { meaning: "an actuator's safe value lies outside its range", exit: 2 },
  ENCODER_MISSING: { meaning: 'a sensor reaches no encoder, critic or reward', exit: 2 },
  DECODER_MISSING: { meaning: 'an actuator has no decoder', exit: 2 },
  NAME_UNKNOWN: { meaning: 'a name is used that the robot does not define', exit: 2 },
  SLICE_OUT_OF_RANGE: { meaning: 'neurons are named that a population does not have', exit: 2 },
  POPULATION_UNSUITABLE: {
    meaning: 'an encoder must drive sources, and synapses must end on neurons that are none',
    exit: 2,
  },
  NEURON_TAKEN: { meaning: 'two encoders drive one source neuron', exit: 2 },
  DELAY_OUT_OF_RANGE: { meaning: 'a delay is not of as many ticks as there may be', exit: 2 },
  NUMBER_NOT_HELD: {
    meaning: 'a number does not fit the fixed-point format that would hold it',
    exit: 2,
  },
  TIME_CONSTANT_NOT_HELD: {
    meaning: 'the format of decay factors cannot hold a time constant',
    exit: 2,
  },
  TICK_TOO_LONG: {
    meaning: 'a tick is too long for a kind of cell that follows an upstroke',
    exit: 2,
  },
  WEIGHT_OUT_OF_BOUNDS: {
    meaning: 'an initial weight lies outside the bounds of its learning rule',
    exit: 2,
  },
  DALE_BROKEN: {
    meaning: 'a population that is said to excite or to inhibit has weights of the other sign',
    exit: 2,
  },
  FAN_IN_OVERFLOW: {
    meaning: 'the weights onto one neuron could overflow its accumulator',
    exit: 2,
  },
  LIMIT_EXCEEDED: { meaning: 'the network is larger than a limit of the core', exit: 2 },
  JSON_TRUNCATED: { meaning: 'a JSON file ends before its description does', exit: 2 },
  JSON_INVALID: { meaning: 'a file is not JSON', exit: 2 },
  FILE_MISSING: { meaning: 'a file or folder is not there', exit: 2 },
  FILE_BROKEN: { meaning: 'a file is there but does not load', exit: 2 },
  FILE_UNWRITABLE: { meaning: 'a file cannot be written', exit: 2 },
  ROBOT_MISSING: { meaning: 'a file or folder exports no robot', exit: 2 },
  MODEL_REFUSED: { meaning: 'the core refused a compiled model', exit: 3 },
  STATE_REFUSED: { meaning: 'a saved state does not belong to this model', exit: 3 },
  STATE_DAMAGED: { meaning: 'a checkpoint is not to the bit what was written', exit: 3 },
  STATE_LOCKED: { meaning: 'another program uses a state directory', exit: 3 },
  ADDON_MISSING: { meaning: 'the native addon was not found', exit: 3 },
  NETWORK_CLOSED: { meaning: 'a network was used after close()', exit: 3 },
  PIN_MISSING: { meaning: 'the board lacks a pin that the body uses', exit: 4 },
  PIN_UNSUITABLE: { meaning: 'a pin does not support the mode that is asked of it', exit: 4 },
  PIN_TAKEN: { meaning: 'two devices use one pin', exit: 4 },
  SENSOR_MISSING: { meaning: 'the board lacks a sensor that the robot names', exit: 4 },
  ACTUATOR_MISSING: { meaning: 'the board lacks an actuator that the robot names', exit: 4 },
  WORLD_UNKNOWN: { meaning: 'no world of that name is known', exit: 4 },
  I2C_NO_ANSWER: { meaning: 'no device on the I2C bus answers at an address', exit: 4 },
  BOARD_LOST: { meaning: 'a board lost its connection while it ran', exit: 4 },
  BOARD_TIMEOUT: { meaning: 'a board did not become ready in time', exit: 4 },
  PORT_IN_USE: { meaning: 'the embedded broker cannot listen on its port', exit: 5 },
  BROKER_UNREACHABLE: { meaning: 'the MQTT broker does not answer', exit: 5 },
  ORDER_REFUSED: { meaning: 'what came over MQTT is no order, or not one to be done now', exit: 5 },
  GATE_REFUSED: {
    meaning: 'the gate cannot hold a robot to its limits, or did not start',
    exit: 3,
  },
  GATE_LOST: { meaning: 'the gate ended while the program ran', exit: 4 },
  LIFECYCLE_REFUSED: {
    meaning: 'a controller was asked for a step that its state forbids',
    exit: 3,
  },
  RECORDING_INVALID: { meaning: 'a recording is damaged or of another version', exit: 6 },
  REPLAY_DIFFERS: { meaning: 'a replay differs from its recording', exit: 6 },
  ARGUMENT_INVALID: {
    meaning: 'an argument of the command line or of a function is not usable',
    exit: 64,
  },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One thing that is wrong. */
export interface Problem {
  readonly code: ErrorCode;
  /** Where, as a path into the robot, e.g. "line-rover › sensors › nose_0 › min". */
  readonly path: string;
  /** What was found there, in words with its value. */
  readonly got: string;
  /** What would have been accepted. */
  readonly allowed: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** The only error class that Striatum throws on purpose; it carries every problem found. */
export class RobotError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[] | Problem) {
    const list = Array.isArray(problems) ? (problems as Problem[]) : [problems as Problem];
    super(list.map(formatProblem).join('\n'));
    this.name = 'RobotError';
    this.problems = list;
  }

  /** The code of the first problem. */
  get code(): ErrorCode {
    return (this.problems[0] as Problem).code;
  }

  /** What a command that stops for this error exits with. */
  get exit_code(): number {
    return ERROR_CODES[this.code].exit;
  }
}

/** A problem as a person reads it, in three lines. */
export function formatProblem(problem: Problem): string {
  return [
    `✖ ${problem.code}  ${problem.got}; allowed: ${problem.allowed}.`,
    `    at  ${problem.path}`,
    `    do  ${problem.remedy}`,
  ].join('\n');
}

/** Collects problems while a description is checked, then throws them all at once. */
export class Problems {
  readonly list: Problem[] = [];

  add(code: ErrorCode, path: string, got: string, allowed: string, remedy: string): void {
    this.list.push({ code, path, got, allowed, remedy });
  }

  throwIfAny(): void {
    if (this.list.length > 0) throw new RobotError(this.list);
  }
}

/** " Did you mean 'left'?" for a near miss, else nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({ name, distance: editDistance(word, name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0];
  return near ? ` Did you mean '${near.name}'?` : '';
}

/** Letters to add, drop, change or swap with their neighbour. */
/** Letters inserted, removed, replaced, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const best = Math.min(replace, (last[j] as number) + 1, (next[j - 1] as number) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(swapped ? Math.min(best, (beforeLast[j - 2] as number) + 1) : best);
    }
    beforeLast = last;
    last = next;
  }
  return last[b.length] as number;
}
