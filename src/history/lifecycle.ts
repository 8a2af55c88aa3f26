import { textAt } from './dictionary.ts'
import type { FaultReason } from './fault.ts'
import { gatherRows } from './gather.ts'
import type { Rows } from './gather.ts'
import type { Mapping } from './mapping.ts'

/** What a row says of its piece of work: it becomes ready, begins, pauses, goes on, ends, or is only told of. */
export type Stage = 'ready' | 'start' | 'pause' | 'resume' | 'end' | 'told'

const words: Readonly<Record<Stage, readonly string[]>> = {
  ready: ['schedule', 'scheduled', 'enable', 'enabled', 'created', 'ready'],
  start: ['start', 'started', 'begin', 'began', 'begun', 'inprogress', 'beginn', 'gestartet', 'begonnen'],
  pause: ['suspend', 'suspended', 'pause', 'paused', 'onhold'],
  resume: ['resume', 'resumed', 'continued', 'restart', 'restarted'],
  end: [
    'complete',
    'completed',
    'end',
    'ended',
    'finish',
    'finished',
    'done',
    'withdraw',
    'withdrawn',
    'ateabort',
    'piabort',
    'abort',
    'aborted',
    'autoskip',
    'manualskip',
    'ende',
    'beendet',
    'abgeschlossen',
    'fertig',
  ],
  told: ['assign', 'assigned', 'reassign', 'reassigned', 'unknown', 'update', 'updated'],
}
const stages = new Map(Object.entries(words).flatMap(([stage, texts]) => texts.map((text) => [text, stage as Stage] as const)))

/** What the word says, in any case and with any marks between its letters; null: no word of a lifecycle. */
export function stageOf(text: string): Stage | null {
  return stages.get(text.toLowerCase().replace(/[^a-z]/g, '')) ?? null
}

/** As `stageOf`, with the mapping's own words before the usual ones. */
function toldStage(mapping: Mapping, text: string): Stage {
  return mapping.stages?.[text] ?? stageOf(text) ?? 'end'
}

/** Whether a sample of a column holds stages of work: nothing else, and starts and ends among them. */
export function holdsStages(texts: readonly string[]): boolean {
  const found = new Set(texts.map(stageOf))
  return !found.has(null) && found.has('end') && found.size > 1
}

/** A piece of work that has begun and not ended, or is ready. */
type Open = { readonly row: number; readonly person: number; ready: number; start: number; pausedAt: number; paused: number }

/** Rows after pairing: one for each piece of work. `aside`: rows that tell of none. */
export type Paired = {
  readonly rows: Rows
  readonly aside: readonly { readonly row: number; readonly reason: FaultReason; readonly detail: string }[]
  readonly notes: readonly string[]
}

/**
 * Pairs the rows of a lifecycle log by case, activity and person, in the order of time: the first start that is open ends with the next end.
 * Where the person who ends it never started it, any open start of the case's activity is taken. What was put down and taken up again counts as waiting,
 * so that the start moves on by the pause and start to end is work.
 */
export function pairLifecycle(rows: Rows): Paired {
  const time = (row: number) => (Number.isNaN(rows.end[row]!) ? rows.start[row]! : rows.end[row]!)
  const order = Int32Array.from({ length: rows.rows }, (_, row) => row)
  order.sort((a, b) => time(a) - time(b) || rank(rows, a) - rank(rows, b) || a - b)
  const pairing = new Pairing(rows)
  for (const row of order) pairing.take(row, time(row))
  return pairing.finish()
}

/** At one instant starts come before ends, for work without duration; of two pieces the first that was begun ends first all the same. */
function rank(rows: Rows, row: number): number {
  const stage = toldStage(rows.mapping, textAt(rows.lifecycle, row))
  return stage === 'ready' ? 0 : stage === 'start' || stage === 'resume' ? 1 : 2
}

class Pairing {
  readonly #rows: Rows
  readonly #open = new Map<string, Open[]>()
  readonly #pieces: { row: number; start: number; end: number; ready: number }[] = []
  readonly #aside: { row: number; reason: FaultReason; detail: string }[] = []
  #paused = 0
  #pauses = 0
  #ends = 0
  #others = 0
  #pairs = 0

  constructor(rows: Rows) {
    this.#rows = rows
  }

  take(row: number, time: number): void {
    const stage = toldStage(this.#rows.mapping, textAt(this.#rows.lifecycle, row))
    if (stage === 'told') return this.#setAside(row, `“${textAt(this.#rows.lifecycle, row)}” is neither start nor end of work.`)
    if (stage === 'ready')
      return this.#add({ row, person: this.#rows.resource.codes[row]!, ready: time, start: NaN, pausedAt: NaN, paused: 0 })
    if (stage === 'start') return this.#begin(row, time)
    if (stage === 'end') return this.#end(row, time)
    const open = this.#find(row, ({ start, pausedAt }) => !Number.isNaN(start) && Number.isNaN(pausedAt) === (stage === 'pause'))
    if (!open) return this.#setAside(row, `It says “${textAt(this.#rows.lifecycle, row)}” of work that is not open.`)
    if (stage === 'pause') open.pausedAt = time
    else {
      open.paused += time - open.pausedAt
      open.pausedAt = NaN
      this.#pauses++
    }
  }

  finish(): Paired {
    for (const list of this.#open.values())
      for (const { row, start, ready, paused } of list)
        if (Number.isNaN(start)) this.#setAside(row, 'The work becomes ready and never begins.')
        else {
          this.#others++
          this.#pieces.push({ row, start: start + paused, end: NaN, ready })
        }
    const pieces = this.#pieces.sort((a, b) => a.row - b.row)
    const gathered = gatherRows(
      this.#rows,
      Int32Array.from(pieces, ({ row }) => row),
    )
    const arrived = pieces.map(({ ready }, i) => (Number.isNaN(gathered.arrived[i]!) ? ready : gathered.arrived[i]!))
    return {
      rows: {
        ...gathered,
        start: Float64Array.from(pieces, ({ start }) => start),
        end: Float64Array.from(pieces, ({ end }) => end),
        arrived: Float64Array.from(arrived),
      },
      aside: this.#aside,
      notes: this.#notes(pieces.length),
    }
  }

  #begin(row: number, time: number): void {
    const ready = this.#takeOut(row, ({ start }) => Number.isNaN(start))?.ready ?? NaN
    this.#add({ row, person: this.#rows.resource.codes[row]!, ready, start: time, pausedAt: NaN, paused: 0 })
  }

  #end(row: number, time: number): void {
    const begun = ({ start }: Open) => !Number.isNaN(start)
    const open = this.#takeOut(row, begun)
    if (!open) {
      const ready = this.#takeOut(row, ({ start }) => Number.isNaN(start))?.ready ?? NaN
      this.#ends++
      this.#pieces.push({ row, start: NaN, end: time, ready })
      return
    }
    if (!Number.isNaN(open.pausedAt)) open.paused += time - open.pausedAt
    this.#paused += open.paused
    this.#pairs++
    this.#pieces.push({ row, start: open.start + open.paused, end: time, ready: open.ready })
  }

  #notes(pieces: number): string[] {
    const say = (n: number) => n.toLocaleString('en')
    const notes: string[] = []
    if (this.#pairs > 0)
      notes.push(
        `${say(this.#rows.rows - this.#aside.length)} rows are ${say(pieces)} pieces of work: starts and ends in “${this.#rows.mapping.columns.lifecycle ?? this.#rows.mapping.columns.activity!}” were paired by case, activity and person.`,
      )
    if (this.#pairs > 0 && this.#ends > 0) notes.push(`${say(this.#ends)} ends have no start; how long they took is not known.`)
    if (this.#others > 0) notes.push(`${say(this.#others)} starts have no end: that work was open.`)
    if (this.#pauses > 0)
      notes.push(
        `Work was put down and taken up again ${say(this.#pauses)} times, ${say(Math.round(this.#paused / 3600))} h in all: that counts as waiting.`,
      )
    return notes
  }

  #add(open: Open): void {
    const key = this.#keyOf(open.row)
    const list = this.#open.get(key)
    if (list) list.push(open)
    else this.#open.set(key, [open])
  }

  #keyOf(row: number): string {
    return `${this.#rows.caseId.codes[row]!} ${this.#rows.activity.codes[row]!}`
  }

  /** The first open piece that fits, the person's own before anybody's. */
  #find(row: number, fits: (open: Open) => boolean): Open | undefined {
    const list = this.#open.get(this.#keyOf(row))
    const person = this.#rows.resource.codes[row]!
    return list?.find((open) => open.person === person && fits(open)) ?? list?.find(fits)
  }

  #takeOut(row: number, fits: (open: Open) => boolean): Open | undefined {
    const found = this.#find(row, fits)
    if (!found) return undefined
    const list = this.#open.get(this.#keyOf(row))!
    list.splice(list.indexOf(found), 1)
    return found
  }

  #setAside(row: number, detail: string): void {
    this.#aside.push({ row, reason: 'lifecycle', detail })
  }
}
