/** What the library's cells make of modulators: receptor tables with their sources. */
import type { ModulationInput } from '../network/modulation.js';

const HUMPHRIES = 'Humphries et al. 2009, equations for D1 and D2, phi the level of dopamine';
const SHEN =
  'W. Shen, M. Flajolet, P. Greengard and D. J. Surmeier, Dichotomous dopaminergic control ' +
  'of striatal synaptic plasticity, Science 321:848 (2008)';
const RODRIGUEZ_GARCIA =
  'A. Rodriguez-Garcia, SNUFA flash talk 2024 (github alejandrorg00/snufaFlashTalk2024), after ' +
  'A. Rodriguez-Garcia, J. Mei and S. Ramaswamy, arXiv:2407.04525 (2024)';

/** D1: more dopamine makes it steeper and strengthens what is eligible; less weakens it. */
export function d1Dopamine(receptors: object | undefined): ModulationInput {
  return {
    cell: { v_rest_mv: { times: 1.0289 }, d_pa: { times: 0.669 } },
    ...(receptors && 'nmda' in receptors && { receptors: { nmda: { times: 7.3 } } }),
    synapses: { above: 1, below: 1 },
    source: `${HUMPHRIES}; sign of learning after ${SHEN}`,
  };
}

/** D2: easier to excite with more dopamine, which weakens what is eligible; less strengthens. */
export function d2Dopamine(receptors: object | undefined): ModulationInput {
  return {
    cell: { k: { times: 0.968 } },
    ...(receptors && 'ampa' in receptors && { receptors: { ampa: { times: 0.785 } } }),
    synapses: { above: -1, below: -1 },
    source: `${HUMPHRIES}; sign of learning after ${SHEN}`,
  };
}

/** Noradrenaline turns regular spiking into bursts; acetylcholine freezes what was learned. */
export const burstAndLatch = {
  noradrenaline: {
    cell: { c_mv: { to: -50 }, d: { to: 2 } },
    source: `${RODRIGUEZ_GARCIA}: c = -65 + 30 I, d = 8 - 12 I, whole at I = 0.5`,
  },
  acetylcholine: {
    synapses: { rate: { times: 0 } },
    source: `${RODRIGUEZ_GARCIA}: dopamine counts no more once it is latched`,
  },
} satisfies { readonly [modulator: string]: ModulationInput };

/** Dopamine holds back the pacemaker of cholinergic interneurons, which pause. */
export const pause: ModulationInput = {
  cell: { current_pa: { times: 0.6 } },
  source:
    'Modelling choice: D2 receptors slow the pacemaker (the pause of Aosaki, Graybiel and ' +
    'Kimura, Science 265:412, 1994); by how much was chosen.',
};

/** Autoreceptors of dopamine neurons: their own release slows them down. */
export const autoreceptors: ModulationInput = {
  occupancy: { half: 0.5, hill: 1 },
  cell: { current_pa: { times: 0.5 } },
  source: 'Modelling choice: D2 autoreceptors slow the pacemaker; affinity and size were chosen.',
};
