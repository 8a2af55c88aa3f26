// The twin of engine/statechart.ts: what a configuration does about an event is asked of the host once, and kept.
import * as kindOfDeed from '../../program/codes/deed'
import { act } from './draws'
import { holds } from './formula'
import { add, allocate } from './memory'
import { Candidate, Case, Microstep, Reaction, Together } from './structs'
import { transitions } from './tables'
import { onEntered, onLeft } from './tickets'
import { fail, failed, valuesOf } from './world'

/** Writes the reaction of a configuration to an event (-1: none) and gives its address; 0: there are too many configurations. */
@external('host', 'react')
declare function react(configuration: i32, event: i32): usize
/** Works out the microstep of the first `count` transitions in `picked`; 0: there are too many configurations. */
@external('host', 'plan')
declare function plan(configuration: i32, count: i32): usize
/** The microstep by which every case begins. */
@external('host', 'first')
declare function first(): usize

const mostMicrosteps: i32 = 1000
/** The transitions chosen together. */
export const picked = memory.data(256 * 4)
/** Events raised within a macrostep, in a ring. */
const raised = memory.data(1024 * 4)
let raisedFrom: i32 = 0
let raisedTo: i32 = 0

export let endedIn: i32 = -1
export let taken: bool = false
let eventCount: i32 = 0
/** By configuration: address of its reactions by event + 1. */
let rows: usize = 0
let rowCount: i32 = 0
let begins: Microstep | null = null

export function setChart(eventsThere: i32): void {
  eventCount = eventsThere
}

export function start(it: Case): void {
  if (begins === null) begins = changetype<Microstep | null>(first())
  follow(it, begins!)
}

export function send(it: Case, event: i32): void {
  const microstep = chosen(it, reactionTo(it.configuration, event))
  taken = microstep !== null
  if (microstep !== null) return follow(it, microstep)
  endedIn = -1
  // An event that nothing takes lets XState try `always` again all the same.
  settle(it)
}

function follow(it: Case, microstep: Microstep): void {
  carryOut(it, microstep)
  if (!microstep.rests) settle(it)
}

function settle(it: Case): void {
  let tryAlways = true
  for (let count = 0; endedIn < 0 && !failed; count++) {
    if (count > mostMicrosteps) return fail()
    let microstep: Microstep | null = tryAlways ? chosen(it, reactionTo(it.configuration, -1)) : null
    tryAlways = microstep === null || microstep.changed == 1
    if (microstep === null) {
      if (raisedFrom == raisedTo) return
      microstep = chosen(it, reactionTo(it.configuration, load<i32>(raised + (<usize>(raisedFrom++ & 1023) << 2))))
    }
    if (microstep !== null) carryOut(it, microstep)
  }
  raisedFrom = raisedTo
}

function carryOut(it: Case, microstep: Microstep): void {
  const deeds = microstep.deeds
  for (let i = 0, n = microstep.deedCount; i < n; i++) {
    const deed = load<i32>(deeds + (<usize>i << 2))
    const what = deed >> 2
    switch (deed & 3) {
      case kindOfDeed.act:
        act(it, what)
        break
      case kindOfDeed.left:
        onLeft(it, what)
        break
      case kindOfDeed.entered:
        onEntered(it, what)
        break
      default:
        add(transitions, what, 1)
    }
  }
  it.configuration = microstep.next
  endedIn = microstep.endedIn
  if (microstep.rests) return
  for (let i = 0, n = microstep.raisedCount; i < n; i++)
    store<i32>(raised + (<usize>(raisedTo++ & 1023) << 2), load<i32>(microstep.raised + (<usize>i << 2)))
  if (raisedTo - raisedFrom > 1024) fail()
}

function chosen(it: Case, reaction: Reaction): Microstep | null {
  if (!reaction.single) return chosenTogether(it, reaction)
  const values = valuesOf(it)
  let next = reaction.first
  while (next !== null) {
    const candidate: Candidate = next
    next = candidate.next
    if (!holds(candidate.guard, values)) continue
    if (candidate.microstep === null) candidate.microstep = planOne(it, candidate)
    return candidate.microstep
  }
  return null
}

function chosenTogether(it: Case, reaction: Reaction): Microstep | null {
  const values = valuesOf(it)
  let last: Candidate | null = null
  let set: u64 = 0
  let count = 0
  let next = reaction.first
  while (next !== null) {
    const candidate: Candidate = next
    next = candidate.next
    if (last !== null && last.place >= candidate.from) continue
    if (!holds(candidate.guard, values)) continue
    last = candidate
    if (candidate.place >= 64) {
      fail()
      return null
    }
    set |= (<u64>1) << <u64>candidate.place
    let isPicked = false
    for (let i = 0; i < count && !isPicked; i++) isPicked = load<i32>(picked + (<usize>i << 2)) == candidate.transition
    if (!isPicked) {
      store<i32>(picked + (<usize>count << 2), candidate.transition)
      count++
    }
  }
  if (last === null) return null
  if (count == 1) {
    if (last.microstep === null) last.microstep = planOne(it, last)
    return last.microstep
  }
  let known = reaction.together
  while (known !== null) {
    if (known.set == set) return known.microstep
    known = known.next
  }
  const planned = plan(it.configuration, count)
  if (planned == 0) {
    fail()
    return null
  }
  const together = changetype<Together>(allocate(offsetof<Together>()))
  together.set = set
  together.microstep = changetype<Microstep>(planned)
  together.next = reaction.together
  reaction.together = together
  return together.microstep
}

function planOne(it: Case, candidate: Candidate): Microstep | null {
  store<i32>(picked, candidate.transition)
  const planned = plan(it.configuration, 1)
  if (planned == 0) fail()
  return changetype<Microstep | null>(planned)
}

const nothing = changetype<Reaction>(memory.data(16))

function reactionTo(configuration: i32, event: i32): Reaction {
  if (configuration >= rowCount) growRows(configuration)
  let row = <usize>load<u32>(rows + (<usize>configuration << 2))
  if (row == 0) {
    row = allocate(<usize>(eventCount + 1) * 4)
    store<u32>(rows + (<usize>configuration << 2), <u32>row)
  }
  const place = row + (<usize>(event + 1) << 2)
  let reaction = <usize>load<u32>(place)
  if (reaction == 0) {
    reaction = react(configuration, event)
    if (reaction == 0) {
      fail()
      nothing.single = 1
      return nothing
    }
    store<u32>(place, <u32>reaction)
  }
  return changetype<Reaction>(reaction)
}

function growRows(configuration: i32): void {
  const count = max<i32>(64, max<i32>(rowCount * 2, configuration + 1))
  const grown = allocate(<usize>count * 4)
  if (rowCount > 0) memory.copy(grown, rows, <usize>rowCount * 4)
  rows = grown
  rowCount = count
}
