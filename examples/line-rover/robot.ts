/**
 * A two-wheeled rover that learns to follow a line. It starts ignorant: both pools of neurons are
 * wired to all eight sensors by weights from one distribution, and nothing says which pool turns
 * which way.
 */
import {
  connect,
  gamma,
  lif,
  linear,
  type Named,
  normal,
  policyGradient,
  pushPull,
  rate,
  robot,
  source,
} from 'striatum';

/** 0.3 m/s on wheels of 33 mm radius. */
export const CRUISE_RAD_S = 9.09;

const SENSOR_PITCH_MM = 9.5;
const NOSE_HALF_MM = 33;
/** Darkness of bare ground, noise included. */
const FLOOR = 0.06;
/** Darkness above the floor that all sensors must show together for a line to be there. */
const LINE_SEEN = 0.15;

const NOSE = [
  'nose_0',
  'nose_1',
  'nose_2',
  'nose_3',
  'nose_4',
  'nose_5',
  'nose_6',
  'nose_7',
] as const;
export type Nose = Named<(typeof NOSE)[number]>;

const reflectance = { unit: '1', min: 0, max: 1 } as const;
const wheel = { unit: 'rad/s', min: -20, max: 20, safe: 0, slew_per_s: 400 } as const;

/** Sixteen cells that each decide by chance, the surer the more they are driven. */
const steer = lif(16, {
  tau_membrane_ms: gamma({ shape: 3, mean: 10, min: 2 }),
  refractory_ms: 0,
  escape_mv: 5.25,
});

const learned = {
  weight_mv: normal({ mean: 2.25, std: 0.9, min: -15, max: 15 }),
  delay_ms: 10,
  learn: policyGradient({
    modulator: 'dopamine',
    tau_pre_ms: 30,
    tau_eligibility_ms: 120,
    rate_per_s: 75,
    bounds_mv: [-15, 15],
  }),
};

const drive = { center: CRUISE_RAD_S, gain: 0.14, tau_ms: 10 };
const seen = { max_hz: 100 };

export default robot('line-rover', {
  tick_ms: 10,
  sensors: {
    nose_0: reflectance,
    nose_1: reflectance,
    nose_2: reflectance,
    nose_3: reflectance,
    nose_4: reflectance,
    nose_5: reflectance,
    nose_6: reflectance,
    nose_7: reflectance,
  },
  actuators: { wheel_left: wheel, wheel_right: wheel },
  modulators: { dopamine: { tau_ms: 0, tonic: 0, min: -0.1, max: 0.1 } },
  neurons: { nose: source(32), left: steer, right: steer },
  synapses: (n) => [connect(n.nose, n.left, learned), connect(n.nose, n.right, learned)],
  encode: (n) => ({
    nose_0: rate(n.nose.slice(0, 4), seen),
    nose_1: rate(n.nose.slice(4, 8), seen),
    nose_2: rate(n.nose.slice(8, 12), seen),
    nose_3: rate(n.nose.slice(12, 16), seen),
    nose_4: rate(n.nose.slice(16, 20), seen),
    nose_5: rate(n.nose.slice(20, 24), seen),
    nose_6: rate(n.nose.slice(24, 28), seen),
    nose_7: rate(n.nose.slice(28, 32), seen),
  }),
  decode: (n) => ({
    wheel_left: pushPull(n.left, n.right, drive),
    wheel_right: pushPull(n.right, n.left, drive),
  }),
  reward: {
    /** 1 with the line under the middle, 0 under the outermost sensor, -1 without a line. */
    signal: (now) => {
      const offset_mm = lineOffset_mm(now);
      return Number.isNaN(offset_mm) ? -1 : 1 - Math.abs(offset_mm) / NOSE_HALF_MM;
    },
    critic: linear({ learning_rate: 0.02, horizon_s: 0.28, trace_s: 0.045 }),
    into: 'dopamine',
    gain: 0.035,
    clip: [-0.1, 0.1],
  },
});

/** Where the line is under the nose, in mm right of its centre; NaN where no line is seen. */
export function lineOffset_mm(nose: Nose): number {
  let dark = 0;
  let moment = 0;
  for (let i = 0; i < NOSE.length; i++) {
    const darkness = Math.max(0, nose[NOSE[i] as (typeof NOSE)[number]] - FLOOR);
    dark += darkness;
    moment += darkness * (i - (NOSE.length - 1) / 2) * SENSOR_PITCH_MM;
  }
  return dark < LINE_SEEN ? Number.NaN : moment / dark;
}
