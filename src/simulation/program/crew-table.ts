/** What changes in a pool of people one by one at a planned moment; this is also the order of what changes at the same moment. */
export const crewChange = { week: 0, go: 1, back: 2, leave: 3, come: 4, turn: 5 } as const

/**
 * People one by one, for the engine (see program.ts for the form of the tables). Persons are numbered through the groups in their order. Times are
 * seconds since the start of the run.
 */
export type CrewTable = {
  /** Group of each person, and the person's number within it. */
  readonly group: Int32Array
  readonly number: Int32Array
  /** Conditions on a case (formulas), and which of them a group asks for; -1: it takes every case. */
  readonly conditions: Int32Array
  readonly takes: Int32Array
  /** By group: pace; the share of it at `rampStart`, from which it grows evenly to 1 within `rampSeconds`. */
  readonly speed: Float64Array
  readonly rampFrom: Float64Array
  readonly rampStart: Float64Array
  readonly rampSeconds: Float64Array
  /** By group: first moment of employment; NaN: not known. */
  readonly startedOn: Float64Array
  /** By group: most seconds on sensitive material; Infinity: no budget. */
  readonly shiftBudget: Float64Array
  readonly weekBudget: Float64Array
  /** By group: cost per second on shift and per visit finished; NaN: not known. */
  readonly cost: Float64Array
  readonly caseCost: Float64Array
  readonly errorFactor: Float64Array
  /** Planned changes in order of time: `crewChange`; -1 stands for all persons. */
  readonly changeTime: Float64Array
  readonly changeKind: Uint8Array
  readonly changePerson: Int32Array
  /** Drawn absences: rows `2 a` (time on shift until the a-th) and `2 a + 1` (how long it lasts). */
  readonly absenceKind: Uint8Array
  readonly absenceParameters: Float64Array
  readonly absenceParametersAt: Int32Array
  /** Hash of what a draw is for, by group and row: group · rows + row. */
  readonly absencePurpose: Int32Array
}
