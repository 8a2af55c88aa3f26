// What all parts of the kernel share: the clock, the events to come, open cases and tickets, and the fingerprint.
import * as caseSum from '../../program/codes/case-sum'
import * as stage from '../../program/codes/stage'
import { Heap } from './heap'
import { allocate, rounded } from './memory'
import { Case, Count, Delay, Entry, Ticket } from './structs'

export let now: f64 = 0
export const events = new Heap()
/** Whether the run met something that the kernel leaves to the other engine. */
export let failed: bool = false
export let happened: i32 = 0

export function setNow(time: f64): void {
  now = time
}

export function fail(): void {
  failed = true
}

let hash0: u32 = 0x811c9dc5
let hash1: u32 = 0x1b873593

/** Counts an event and folds it into the fingerprint. The twin of engine/digest.ts. */
export function note(kind: i32, subject: i32): void {
  happened++
  const bits = reinterpret<u64>(now)
  let h0 = hash0
  let h1 = hash1
  h0 = (h0 ^ <u32>bits) * 0x01000193
  h1 = (h1 ^ <u32>(bits >> 32)) * 0x85ebca6b
  h0 = ((h0 ^ (h1 >>> 15)) + <u32>subject) * 0xcc9e2d51
  h1 = ((h1 ^ (h0 >>> 13)) + <u32>kind) * 0xc2b2ae35
  hash0 = h0 ^ (h1 >>> 16)
  hash1 = h1 ^ (h0 >>> 16)
}

export function hashes(): u64 {
  return (<u64>hash0 << 32) | <u64>hash1
}


export let attributes: i32 = 0
export let segmentCount: i32 = 0
/** Pools at most per step. */
export let entries: i32 = 1
let caseBytes: usize = 0
let ticketBytes: usize = 0

export function setWidths(attributeCount: i32, segments: i32, poolsPerStep: i32): void {
  attributes = attributeCount
  segmentCount = segments
  entries = poolsPerStep
  caseBytes = rounded(offsetof<Case>()) + caseSum.width * 8 + <usize>attributeCount * 8 + rounded(segments)
  ticketBytes = rounded(offsetof<Ticket>()) + 2 * rounded(offsetof<Delay>()) + <usize>poolsPerStep * rounded(offsetof<Entry>())
}

@inline
export function sumsOf(it: Case): usize {
  return changetype<usize>(it) + rounded(offsetof<Case>())
}

@inline
export function addTo(it: Case, column: i32, seconds: f64): void {
  const at = sumsOf(it) + (<usize>column << 3)
  store<f64>(at, load<f64>(at) + seconds)
}

@inline
export function valuesOf(it: Case): usize {
  return sumsOf(it) + caseSum.width * 8
}

@inline
export function segmentsOf(it: Case): usize {
  return valuesOf(it) + (<usize>attributes << 3)
}

let freeCase: Case | null = null
let caseCapacity: i32 = 0
/** Blocks of cases, each with as many as were before it, the first with 256. */
const caseBlocks = memory.data(32 * 4)
let caseBlockCount: i32 = 0

export function takeCase(): Case {
  if (freeCase === null) growCases()
  const it = freeCase!
  freeCase = it.nextFree
  const sums = sumsOf(it)
  for (let i: usize = 0; i < <usize>caseSum.width * 8; i += 8) store<f64>(sums + i, 0)
  it.tickets = null
  it.underWay = 0
  it.reworked = 0
  return it
}

export function giveCase(it: Case): void {
  it.id = -1
  it.nextFree = freeCase
  freeCase = it
  const first = it.counted
  if (first === null) return
  let last: Count = first
  for (let next = last.next; next !== null; next = last.next) last = next
  last.next = freeCount
  freeCount = first
  it.counted = null
}

function growCases(): void {
  const more = caseCapacity == 0 ? 256 : caseCapacity
  const block = allocate(<usize>more * caseBytes)
  store<u32>(caseBlocks + (<usize>caseBlockCount << 2), <u32>block)
  caseBlockCount++
  for (let i = more - 1; i >= 0; i--) {
    const it = changetype<Case>(block + <usize>i * caseBytes)
    it.id = -1
    it.nextFree = freeCase
    freeCase = it
  }
  caseCapacity += more
}

/** The case in a slot, if there is one in use; slots are numbered in the order in which they were made. */
export function caseAt(slot: i32): Case | null {
  let block = 0
  let size = 256
  while (slot >= size) {
    slot -= size
    if (block > 0) size *= 2
    block++
  }
  const it = changetype<Case>(<usize>load<u32>(caseBlocks + (<usize>block << 2)) + <usize>slot * caseBytes)
  return it.id < 0 ? null : it
}

export function caseSlots(): i32 {
  return caseCapacity
}

let freeCount: Count | null = null

/** How often the case has counted `what` before; counts it. */
export function count(it: Case, what: i32): i32 {
  const first = it.counted
  let known = first
  while (known !== null) {
    if (known.what == what) return known.times++
    known = known.next
  }
  if (freeCount === null) {
    const block = allocate(256 * rounded(offsetof<Count>()))
    for (let i: usize = 0; i < 256; i++) {
      const fresh = changetype<Count>(block + i * rounded(offsetof<Count>()))
      fresh.next = freeCount
      freeCount = fresh
    }
  }
  const node = freeCount!
  freeCount = node.next
  node.what = what
  node.times = 1
  node.next = first
  it.counted = node
  return 0
}

/** Blocks of tickets, each with as many as were before it, the first with 256. */
const ticketBlocks = memory.data(32 * 4)
let ticketBlockCount: i32 = 0
let freeTicket: Ticket | null = null
let ticketCapacity: i32 = 0

/** A new ticket at the head of the case's list. */
export function openTicket(it: Case, state: i32, what: i32, at: i32): Ticket {
  if (freeTicket === null) growTickets()
  const ticket = freeTicket!
  freeTicket = ticket.nextFree
  ticket.stage = at
  ticket.it = it
  ticket.state = state
  ticket.what = what
  ticket.next = it.tickets
  ticket.pool = -1
  ticket.entered = now
  ticket.started = NaN
  it.tickets = ticket
  return ticket
}

export function giveTicket(ticket: Ticket): void {
  ticket.stage = stage.gone
  ticket.nextFree = freeTicket
  freeTicket = ticket
}

/** The ticket's timer or limit on waiting. */
@inline
export function limitOf(ticket: Ticket): Delay {
  return changetype<Delay>(changetype<usize>(ticket) + rounded(offsetof<Ticket>()))
}

/** After which it asks further pools. */
@inline
export function overflowOf(ticket: Ticket): Delay {
  return changetype<Delay>(changetype<usize>(ticket) + rounded(offsetof<Ticket>()) + rounded(offsetof<Delay>()))
}

@inline
export function entryOf(ticket: Ticket, i: i32): Entry {
  return changetype<Entry>(
    changetype<usize>(ticket) + rounded(offsetof<Ticket>()) + 2 * rounded(offsetof<Delay>()) + <usize>i * rounded(offsetof<Entry>()),
  )
}

function growTickets(): void {
  const more = ticketCapacity == 0 ? 256 : ticketCapacity
  const block = allocate(<usize>more * ticketBytes)
  store<u32>(ticketBlocks + (<usize>ticketBlockCount << 2), <u32>block)
  ticketBlockCount++
  for (let i = more - 1; i >= 0; i--) {
    const ticket = changetype<Ticket>(block + <usize>i * ticketBytes)
    ticket.place = -1
    limitOf(ticket).line = -1
    limitOf(ticket).ticket = changetype<usize>(ticket)
    overflowOf(ticket).line = -1
    overflowOf(ticket).ticket = changetype<usize>(ticket)
    for (let j = 0; j < entries; j++) {
      const entry = entryOf(ticket, j)
      entry.place = -1
      entry.list = -1
      entry.ticket = changetype<usize>(ticket)
    }
    giveTicket(ticket)
  }
  ticketCapacity += more
}

/** Adds what visits still wait at a time to sums by step, in the order in which tickets were made. */
export function addOpenWaits(sums: usize, end: f64): void {
  let size = 256
  for (let block = 0; block < ticketBlockCount; block++) {
    const first = <usize>load<u32>(ticketBlocks + (<usize>block << 2))
    for (let i = 0; i < size; i++) {
      const ticket = changetype<Ticket>(first + <usize>i * ticketBytes)
      if (ticket.stage != stage.waiting) continue
      const at = sums + (<usize>ticket.what << 3)
      store<f64>(at, load<f64>(at) + (end - ticket.entered))
    }
    if (block > 0) size *= 2
  }
}
