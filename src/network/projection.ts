/** Projection: draws which neurons are connected, how strongly and with which delay. */
import { RandomStream } from '../random.js';
import type { Draft } from './draft.js';
import type { Synapses } from './lanes.js';
import { opensConductance } from './port.js';
import { type ProjectionSpec, synapseQuantities } from './synapse.js';

/** The synapses of one projection; no neuron connects to itself. */
export function drawProjection(draft: Draft, index: number, path: string): Synapses {
  const projection = draft.network.synapses[index] as ProjectionSpec;
  const stream = streamOf(draft.network.synapses, index);
  const { pre, post } = drawPairs(draft, projection, stream);
  const quantities = synapseQuantities(draft.network.tick_ms);
  const delay_ticks = new Uint8Array(pre.length);
  const weight = new Int32Array(pre.length);
  const write = (
    parameter: keyof typeof quantities,
    into: Uint8Array | Int32Array,
    within: readonly [number, number] = quantities[parameter].range,
  ) => {
    const name = `${stream}.${parameter}`;
    const values = draft.draw(projection[parameter], pre.length, name, within);
    draft.hold(values, quantities[parameter], `${path} › ${parameter}`, into);
  };
  const port = draft.portOf(projection.to);
  // Of a conductance there is none below 0.
  const [least, most] = quantities.weight_mv.range;
  const opens = opensConductance(port) ? ([0, most] as const) : ([least, most] as const);
  write('weight_mv', weight, projection.learn?.bounds_mv ?? opens);
  write('delay_ms', delay_ticks);
  const first = draft.firstOf(projection.to) - projection.to.first;
  const target = post.map((neuron) => neuron - first + port.first_slot);
  return { pre, target, delay_ticks, weight };
}

/** Pairs in the order pre, then post. */
function drawPairs(draft: Draft, projection: ProjectionSpec, stream: string) {
  const { fan_out } = projection;
  return fan_out === undefined
    ? drawByChance(draft, projection, stream)
    : drawFanOut(draft, projection, fan_out, stream);
}

/** Each presynaptic neuron draws its targets without repetition (Floyd's sampling). */
function drawFanOut(draft: Draft, { from, to }: ProjectionSpec, fan_out: number, stream: string) {
  const random = new RandomStream(draft.seed, `${stream}.fan_out`);
  const pre_first = draft.firstOf(from);
  const post_first = draft.firstOf(to);
  const pre = new Uint32Array(from.count * fan_out);
  const post = new Uint32Array(from.count * fan_out);
  // a target is taken by the presynaptic neuron, counted from 1, that stands here
  const taken = new Uint32Array(to.count);
  for (let i = 0; i < from.count; i++) {
    const own = pre_first + i - post_first;
    const reachesItself = own >= 0 && own < to.count;
    const others = reachesItself ? to.count - 1 : to.count;
    const start = i * fan_out;
    for (let k = 0; k < fan_out; k++) {
      const last = others - fan_out + k;
      const drawn = random.below(last + 1);
      const place = taken[drawn] === i + 1 ? last : drawn;
      taken[place] = i + 1;
      pre[start + k] = pre_first + i;
      post[start + k] = post_first + place + (reachesItself && place >= own ? 1 : 0);
    }
    post.subarray(start, start + fan_out).sort();
  }
  return { pre, post };
}

/** Drawn twice, so that nothing larger than needed is held. */
function drawByChance(draft: Draft, { from, to, probability }: ProjectionSpec, stream: string) {
  const visit = (found: (pre: number, post: number) => void) => {
    const random = new RandomStream(draft.seed, `${stream}.probability`);
    const pre_first = draft.firstOf(from);
    const post_first = draft.firstOf(to);
    for (let pre = pre_first; pre < pre_first + from.count; pre++) {
      for (let post = post_first; post < post_first + to.count; post++) {
        const connected = random.uniform() < probability;
        if (connected && pre !== post) found(pre, post);
      }
    }
  };
  let count = 0;
  visit(() => {
    count += 1;
  });
  const pre = new Uint32Array(count);
  const post = new Uint32Array(count);
  let index = 0;
  visit((a, b) => {
    pre[index] = a;
    post[index] = b;
    index += 1;
  });
  return { pre, post };
}

/** A projection draws the same whatever stands before it: its ends, and which of its like it is. */
function streamOf(synapses: readonly ProjectionSpec[], index: number): string {
  const name = ({ from, to }: ProjectionSpec) =>
    `${from.population}[${from.first}+${from.count}]->${to.population}[${to.first}+${to.count}]` +
    (to.port === undefined ? '' : `.${to.port}`);
  const own = name(synapses[index] as ProjectionSpec);
  const before = synapses.slice(0, index).filter((other) => name(other) === own).length;
  return `${own}#${before}`;
}
