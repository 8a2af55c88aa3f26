// What a case has open: the visits and timers of the states that it is in. The twin of the part of engine/run.ts that follows the statechart.
import * as stage from '../../program/codes/stage'
import { DelayLines } from './delay-lines'
import { Case, kind, Ticket } from './structs'
import { float, int } from './memory'
import { chartStep, chartTimerDelay, chartTimersAt } from './tables'
import { cancel as cancelVisit, open } from './visits'
import { events, giveTicket, limitOf, now, openTicket } from './world'

export let timers: DelayLines = changetype<DelayLines>(0)

export function setTimers(count: i32): void {
  timers = new DelayLines(count, kind.timerLine, events, 2)
}

/** The statechart entered a state. */
export function onEntered(it: Case, state: i32): void {
  for (let i = int(chartTimersAt, state), last = int(chartTimersAt, state + 1); i < last; i++)
    timers.start(i, limitOf(openTicket(it, state, i, stage.timer)), now + float(chartTimerDelay, i))
  const step = int(chartStep, state)
  if (step >= 0) open(it, state, step)
}

/** The statechart left a state. */
export function onLeft(it: Case, state: i32): void {
  let previous: Ticket | null = null
  let ticket = it.tickets
  while (ticket !== null) {
    const next = ticket.next
    if (ticket.state == state) {
      if (previous === null) it.tickets = next
      else previous.next = next
      cancel(ticket)
    } else previous = ticket
    ticket = next
  }
}

/** Takes away a visit or timer before its time. */
export function cancel(ticket: Ticket): void {
  if (ticket.stage == stage.timer) timers.stop(limitOf(ticket))
  else cancelVisit(ticket)
  giveTicket(ticket)
}
