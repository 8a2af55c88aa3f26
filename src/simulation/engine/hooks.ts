/** Listeners for a log or a trace. Cases are numbered from 0 in order of arrival; `ticket` tells visits apart that are under way at the same time. */
export type Hooks = {
  /** A case arrived with these attributes; its machine is about to start. */
  readonly arrived?: (values: Float64Array) => void
  /** An event was handled; -1 is the start, -2 stands for a case that is open in these states when the run begins. `active` are the states then active, in the order XState holds them; `values` the attributes. */
  readonly received?: (time: number, id: number, event: number, active: Int32Array, values: Float64Array) => void
  /** An action was carried out, in order of execution and before `received` of the event that led to it; `value`: its attribute's value then. */
  readonly acted?: (id: number, action: number, value: number) => void
  /** A person of a pool begins to work; `person` -1: people alike. */
  readonly taken?: (ticket: number, pool: number, person: number) => void
  /** A stint of a visit is over, and with `over` the visit; else it was handed back and goes on. `pool` -1: no person; `started` NaN: no work began since it waits. */
  readonly worked?: (
    ticket: number,
    id: number,
    step: number,
    pool: number,
    entered: number,
    started: number,
    ended: number,
    values: Float64Array,
    over: boolean,
  ) => void
}
