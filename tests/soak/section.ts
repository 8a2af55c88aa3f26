/** What a part of a section is asked for: parts 0 … parts - 1 run at once, each on a thread of its own. */
export type Task = {
  /** Sizes, as the command line gives them. */
  readonly machines: number
  readonly cases: number
  readonly events: number
  readonly macroRuns: number
  readonly mutations: number
  readonly charts: number
  readonly seed: number
  readonly part: number
  readonly parts: number
  /** Whether the time is up: then the part ends as soon as it can. */
  isOver(): boolean
  /** Tells how far the part is, from 0 to 1, and what it has counted. */
  progress(share: number, counted: Counted): void
}

/** Figures that are added up over the parts. */
export type Counted = Readonly<Record<string, number>>

export type Verdict = {
  readonly counted: Counted
  /** One line or more for each thing that is wrong; none: all is well. */
  readonly wrong: readonly string[]
  /** Lines to print at the end. */
  readonly lines?: readonly string[]
}

/** A part of the long correctness script. `title` says what is shown when nothing is wrong. */
export type Section = { readonly title: string; run(task: Task): Verdict | Promise<Verdict> }
