/** A branch in doubles: one dendrite by its equations. */
export interface BranchReference {
  /** Potential above rest, in mV. */
  readonly v: number;
  /** Whether a plateau moves the reset and the jump of the soma in this tick. */
  readonly up: boolean;
  /** One tick; the answer is how far it lifts the soma, in mV. */
  tick(input_mv: number, spiked: boolean): number;
}
