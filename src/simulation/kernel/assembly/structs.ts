/** Something with a time in a heap: smaller first, then by order. */
@unmanaged
export class Item {
  time: f64
  order: f64
  /** Where it stands in its heap; -1: nowhere. */
  place: i32
  /** One of `kind`. */
  kind: i32
  /** Pool, line or step that it stands for. */
  index: i32
  pad: i32
}

/** What an item of the event list stands for. */
export namespace kind {
  export const ticket: i32 = 0
  export const people: i32 = 1
  export const timerLine: i32 = 2
  export const limitLine: i32 = 3
  export const overflowLine: i32 = 4
  export const batch: i32 = 5
  export const batchTime: i32 = 6
}

/** How often a case has counted one thing. */
@unmanaged
export class Count {
  what: i32
  times: i32
  next: Count | null
}

/** An open case; its sums, attributes and segments lie behind it. */
@unmanaged
export class Case {
  arrived: f64
  idleSince: f64
  /** -1: not in use. */
  id: i32
  configuration: i32
  underWay: i32
  reworked: i32
  tickets: Ticket | null
  counted: Count | null
  nextFree: Case | null
  pad: i32
}

/** A place in a line of constant delay. */
@unmanaged
export class Delay {
  time: f64
  order: f64
  next: Delay | null
  previous: Delay | null
  /** -1: in none. */
  line: i32
  ticket: usize
}

/** A place in a queue. The item's time is the key. */
@unmanaged
export class Entry extends Item {
  turnPlace: i64
  next: Entry | null
  previous: Entry | null
  /** List of the queue; `inHeap`, or -1: in no queue. */
  list: i32
  ticket: usize
}

/** A step: what its events ask for most, side by side. */
@unmanaged
export class Step {
  /** Place of the step in the tables. */
  index: i32
  kind: i32
  /** Where its pools begin and end in the table of pools by step. */
  firstPool: i32
  lastPool: i32
  slots: i32
  overflows: i32
  limitEvent: i32
  valueAdding: i32
  sensitive: i32
  /** Where its times, its patience and its outcomes begin and end in their tables, and the keys of their luck. */
  firstTime: i32
  lastTime: i32
  timeKey0: i32
  timeKey1: i32
  firstOutcome: i32
  lastOutcome: i32
  outcomeKey0: i32
  outcomeKey1: i32
  failureEvent: i32
  pad: i32
  limitAfter: f64
  target: f64
  /** Addresses of its sums and of its sketches. */
  totals: usize
  waitCells: usize
  handleCells: usize
  doneWaitCells: usize
  queue!: Level
}

/** A timer, or a visit of a step; its entries lie behind it. */
@unmanaged
export class Ticket extends Item {
  entered: f64
  started: f64
  since: f64
  away: f64
  turn: f64
  awayAtTurn: f64
  stage: i32
  state: i32
  /** Step, or row of the chart's timers. */
  what: i32
  visit: i32
  pool: i32
  asksAll: i32
  it!: Case
  /** The step of a visit. */
  step!: Step
  next: Ticket | null
  nextFree: Ticket | null
}

/** A number of things over time. `total` points at its area, `hours` at 168 areas by hour of the week, or is 0. */
@unmanaged
export class Level {
  since: f64
  atMark: f64
  now: i32
  total: usize
  hours: usize
  pad: i32
}

/** What follows a choice of transitions. */
@unmanaged
export class Microstep {
  deeds: usize
  deedCount: i32
  raised: usize
  raisedCount: i32
  endedIn: i32
  changed: i32
  rests: i32
  next: i32
}

/** A transition that may be taken. */
@unmanaged
export class Candidate {
  transition: i32
  guard: i32
  place: i32
  from: i32
  microstep: Microstep | null
  next: Candidate | null
}

/** What follows when several transitions are taken at once. */
@unmanaged
export class Together {
  set: u64
  microstep!: Microstep
  next: Together | null
}

/** What a configuration does about an event. */
@unmanaged
export class Reaction {
  first: Candidate | null
  together: Together | null
  single: i32
}
