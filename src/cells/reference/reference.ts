/**
 * A reference: one cell by its equations, in doubles, slowly and plainly, with the same step as the
 * core. What the core does in fixed point is judged and drawn against it.
 */
export interface Reference {
  /** Its parameters; those that a spike reads, reset and jump, may be replaced between ticks. */
  cell: object;
  /** Potential in mV. */
  readonly v: number;
  /** One tick in which input lifts the potential by so many mV; true if the cell spiked. */
  tick(lift_mv: number): boolean;
}
