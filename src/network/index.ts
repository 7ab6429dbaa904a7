/** The network: what may be said of it, how it becomes a model, and how the model runs. */
export { addon } from './binding.js';
export { checkNetwork, type NetworkSpec } from './check.js';
export { type Compiled, type CompiledProjection, compile } from './compile.js';
export {
  type DendriteInput,
  type DendriteSpec,
  dendriteKinds,
  dendriteSchema,
} from './dendrite.js';
export { type ApicalParameters, apical } from './dendrites/apical.js';
export { type LinearParameters, linearBranch } from './dendrites/linear.js';
export { type PlateauParameters, plateau } from './dendrites/plateau.js';
export {
  constant,
  type Distribution,
  distributionSchema,
  gamma,
  list,
  lognormal,
  logUniform,
  normal,
  uniform,
} from './distribution.js';
export type { CompiledPopulation } from './draft.js';
export { type Inspection, inspectNetwork } from './inspect.js';
export { type AdaptiveLifParameters, adaptiveLif } from './kinds/adaptive-lif.js';
export { type AdexParameters, adex } from './kinds/adex.js';
export { type IzhikevichParameters, izhikevich } from './kinds/izhikevich.js';
export {
  type IzhikevichMembraneParameters,
  izhikevichMembrane,
} from './kinds/izhikevich-membrane.js';
export { type LifParameters, type LifSpec, lif } from './kinds/lif.js';
export { type ResonateAndFireParameters, resonateAndFire } from './kinds/resonate-and-fire.js';
export { source, sourceSchema } from './kinds/source.js';
export { type BurstDependentSpec, burstDependent } from './learning/burst-dependent.js';
export { type CellTypeBroadcastSpec, cellTypeBroadcast } from './learning/cell-type-broadcast.js';
export { type ErrorDrivenSpec, errorDriven } from './learning/error-driven.js';
export { type PairStdpSpec, pairStdp } from './learning/pair-stdp.js';
export { type PolicyGradientSpec, policyGradient } from './learning/policy-gradient.js';
export { type TripletStdpSpec, tripletFits, tripletStdp } from './learning/triplet-stdp.js';
export { type ModulatorSpec, modulatorSchema } from './modulator.js';
export { checkModel, Network } from './network.js';
export {
  type CellKindName,
  type CellSpec,
  cellKinds,
  type NeuronInput,
  type NeuronSpec,
  neuronSchema,
} from './neuron.js';
export type { PlasticityInput, PlasticitySpec } from './plasticity.js';
export { type ReceptorSpec, receptorKinds, receptorSchema } from './port.js';
export { findSynapses, type Pair, Probe, type SynapsePlace } from './probe.js';
export {
  ampa,
  type ConductanceParameters,
  conductance,
  gabaA,
} from './receptors/conductance.js';
export { current } from './receptors/current.js';
export { nmda } from './receptors/nmda.js';
export { gabaB, type RisingParameters, rising } from './receptors/rising.js';
export { formatReport, formatSpread, type ReportRow, type Spread } from './report.js';
export { type ShortTermSpec, shortTermSchema } from './short-term.js';
export { connect, type ProjectionSpec, projectionSchema } from './synapse.js';
