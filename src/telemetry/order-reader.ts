/** Reads what comes on the order topic: an order, none, or one that was heard before. */
import { z } from 'zod';
import type { HeardOrder, OrderMessage } from '../control/order-desk.js';
import { type Problem, Problems, RobotError } from '../errors.js';
import { readPartly } from '../schema.js';
import type { LinkMessage } from './mqtt.js';

const PATH = 'order';
const LIMIT_BYTES = 1024;
/** Ids that are remembered, so that an order that comes twice is done once. */
const IDS = 64;

/** Without control characters: names are shown in terminals. */
const text = z.string().regex(/^\P{C}{1,64}$/u);
const id = text.optional();
const bare = <K extends string>(order: K) => z.strictObject({ order: z.literal(order), id });
const named = <K extends string>(order: K) => bare(order).extend({ name: text });

const schema = z.discriminatedUnion('order', [
  bare('freeze'),
  bare('learn'),
  named('keep'),
  named('roll back'),
  bare('stop'),
  bare('arm'),
  bare('disarm'),
]);

export class OrderReader {
  readonly #ids: string[] = [];

  /** Undefined where there is nothing to do or to say. */
  read(message: LinkMessage): HeardOrder | undefined {
    const { payload, retained, again } = message;
    // So is a retained message deleted from a broker.
    if (payload.length === 0) return undefined;
    if (payload.length > LIMIT_BYTES) {
      return refuse(`${payload.length} bytes`, `up to ${LIMIT_BYTES}`, 'send the order alone');
    }
    const data = parsed(payload.toString());
    const id = z.object({ id: text }).safeParse(data).data?.id;
    if (retained) {
      return refuse('a retained message', 'a message that is not', 'publish it without retain', id);
    }
    const problems = problemsOf(data);
    if (problems.length > 0) return { error: new RobotError(problems), id };
    const order = data as OrderMessage;
    if (id !== undefined) return this.#isNew(id) ? { message: order } : undefined;
    if (again && 'name' in order) {
      return refuse('a copy without an id', 'an order with an id', 'give each order its own id');
    }
    return { message: order };
  }

  #isNew(id: string): boolean {
    if (this.#ids.includes(id)) return false;
    this.#ids.push(id);
    if (this.#ids.length > IDS) this.#ids.shift();
    return true;
  }
}

/** The data in a JSON text; for what is not JSON the text itself, which is no order either. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function problemsOf(data: unknown): Problem[] {
  const problems = new Problems();
  readPartly(schema, data, PATH, problems);
  return problems.list.map((problem) => ({ ...problem, code: 'ORDER_REFUSED' }));
}

function refuse(got: string, allowed: string, remedy: string, id?: string): HeardOrder {
  return { error: new RobotError({ code: 'ORDER_REFUSED', path: PATH, got, allowed, remedy }), id };
}
