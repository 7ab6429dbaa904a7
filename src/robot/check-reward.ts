/** The rules of a robot's reward that no schema sees. */
import type { Problems } from '../errors.js';
import { checkName } from '../network/check-names.js';
import {
  type CriticSpec,
  checkCritic,
  checkEstimate,
  checkRelease,
  criticSchema,
  estimateSchema,
  releaseSchema,
} from '../reward/index.js';
import type { RewardSpec, Robot } from '../robot.js';
import type { Partly } from '../schema.js';

/** The sensors that the reward reads by name; what a function reads, nobody sees. */
export function usedByReward({ reward }: Partly<Robot>): string[] {
  return namesIn(reward ?? {}).map(({ name }) => name);
}

/** Names that exist, one source of cues, and the critic's and the release's own rules. */
export function checkReward(robot: Partly<Robot>, path: string, problems: Problems): void {
  const { reward } = robot;
  if (!reward) return;
  const here = `${path} › reward`;
  const sensors = Object.keys(robot.sensors ?? {});
  for (const { name, place } of namesIn(reward)) {
    checkName(name, sensors, 'a sensor', `${here} › ${place}`, problems);
  }
  checkInto(reward, robot, here, problems);
  (reward.also ?? []).forEach((one, index) => {
    const place = `${here} › also › ${index}`;
    if (!one) return;
    checkInto(one, robot, place, problems);
    const estimate = estimateSchema.safeParse(one);
    if (estimate.success) checkEstimate(estimate.data, place, problems);
  });
  if (reward.features && reward.cues) {
    const remedy = 'remove cues, or read these sensors in features';
    problems.add('DESCRIPTION_INVALID', `${here} › cues`, 'cues beside features', 'one', remedy);
  }
  const release = releaseSchema.strip().safeParse(reward);
  if (release.success) checkRelease(release.data, here, problems);
  checkCriticAlone(reward.critic, robot, sensors.length, here, problems);
}

/** A modulator of the robot, and a region of it if one is said. */
function checkInto(
  { into, region }: { readonly into?: string | undefined; readonly region?: string | undefined },
  { modulators = {} }: Partly<Robot>,
  path: string,
  problems: Problems,
): void {
  if (into === undefined) return;
  if (!checkName(into, Object.keys(modulators), 'a modulator', `${path} › into`, problems)) return;
  if (region === undefined) return;
  const regions = Object.keys(modulators[into]?.regions ?? {});
  checkName(region, regions, `a region of '${into}'`, `${path} › region`, problems);
}

function checkCriticAlone(
  critic: Partly<CriticSpec> | undefined,
  { reward, tick_ms, neurons = {} }: Partly<Robot>,
  sensors: number,
  path: string,
  problems: Problems,
): void {
  if (tick_ms === undefined || !criticSchema.safeParse(critic).success) return;
  const cues = reward?.features?.count ?? reward?.cues?.length ?? sensors;
  const counts = Object.fromEntries(
    Object.entries(neurons).map(([name, neuron]) => [name, neuron?.count ?? 1]),
  );
  const context = { cues, tick_ms, neurons: counts };
  checkCritic(critic as CriticSpec, context, `${path} › critic`, problems);
}

/** Every sensor that plain data name, and where. */
function namesIn({ signal, ends, cues }: Partly<RewardSpec>): { name: string; place: string }[] {
  const terms = (typeof signal === 'object' ? signal : []).map((term, index) => ({
    name: term?.sensor,
    place: `signal › ${index} › sensor`,
  }));
  const limits = (typeof ends === 'object' ? ends : []).flatMap((end, index) =>
    (end?.sensors ?? []).map((name, i) => ({ name, place: `ends › ${index} › sensors › ${i}` })),
  );
  const seen = (cues ?? []).map((name, index) => ({ name, place: `cues › ${index}` }));
  return [...terms, ...limits, ...seen].filter(
    (entry): entry is { name: string; place: string } => entry.name !== undefined,
  );
}
