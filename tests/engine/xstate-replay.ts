import { createActor } from 'xstate'
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import { createCaseMachine } from '../../src/machine/implementations.ts'
import type { JsonObject } from '../../src/workflow/json.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import type { Act, Line } from './oracle.ts'

type Effect = { readonly type: string; readonly params?: unknown }
type Scope = Parameters<AnyStateMachine['transition']>[2]

/** How far a case was led: lines compared, the first difference, and whether XState itself left the rules there (then nothing more is compared). */
export type Replayed = {
  readonly compared: number
  readonly difference: string | null
  readonly illegal: boolean
  /** Timers started while they ran. XState would let both run; here and in the engine the later one counts. */
  readonly renewed: number
  readonly done: boolean
  readonly acts: number
}

/** Leads real XState machines of one workflow through what the engine's cases received. */
export class Replay {
  private readonly machines = new Map<string, Leader>()
  private readonly workflow: Workflow

  constructor(workflow: Workflow) {
    this.workflow = workflow
  }

  /**
   * Compares a case line by line: state value, attributes, the actions carried out and their order, timers. Each `after` event must come exactly when XState
   * scheduled it, and none that XState has scheduled may be overdue, also not at the `end` of a case of which all lines are there (Infinity: unknown).
   *
   * XState enters what a history brings back also where it is active still, without leaving it first: its timers then begin anew, and that is counted. And it
   * can enter a state without its parent (a history of a parallel state without a default, reached from inside it the first time): that no statechart
   * knows, so the comparison of the case ends there, and says so.
   */
  lead(lines: readonly Line[], end = Infinity): Replayed {
    const context = lines[0]!.context ?? {}
    const key = JSON.stringify(context)
    const leader = this.machines.get(key) ?? new Leader(createLeader(this.workflow, context))
    this.machines.set(key, leader)
    return leader.lead(lines, end)
  }
}

type Ready = { readonly machine: AnyStateMachine; readonly names: Map<object, string>; feed: readonly Act[]; readonly acted: string[] }

function createLeader(workflow: Workflow, context: Record<string, never> | object): Ready {
  const names = new Map<object, string>()
  const acted: string[] = []
  const ready: { feed: readonly Act[] } = { feed: [] }
  const draw = (_: string, shares: object) => String(ready.feed[acted.length - 1]?.value ?? Object.keys(shares)[0])
  const machine = createCaseMachine(workflow, context as never, draw, (params) => acted.push(names.get(params) ?? 'an action of nobody'))
  nameActions(machine.config as unknown as JsonObject, names)
  return Object.assign(ready, { machine, names, acted })
}

class Leader {
  private readonly timers = new Map<string, number>()
  private renewed = 0
  private readonly effects: Effect[] = []
  private readonly scope: Scope
  private readonly ready: Ready

  constructor(ready: Ready) {
    this.ready = ready
    const self = createActor(ready.machine)
    this.scope = {
      self,
      id: '',
      sessionId: '',
      system: self.system,
      logger: () => {},
      defer: () => {},
      stopChild: () => {},
      emit: () => {},
      actionExecutor: (action: Effect) => void this.effects.push(action),
    } as unknown as Scope
  }

  lead(lines: readonly Line[], end: number): Replayed {
    this.timers.clear()
    this.renewed = 0
    let snapshot: AnyMachineSnapshot | null = null
    let acts = 0
    const result = (compared: number, difference: string | null, illegal = false): Replayed => {
      return { compared, difference, illegal, renewed: this.renewed, done: snapshot?.status === 'done', acts }
    }
    for (const [i, line] of lines.entries()) {
      const say = (what: string) => result(i, `line ${i} ${line.event}: ${what}`)
      const early = this.timersBefore(line)
      if (early !== null) return say(early)
      snapshot = this.give(snapshot, line)
      this.follow(line.time)
      if (!isLegal(snapshot)) return result(i, null, true)
      const difference = this.compare(snapshot, line)
      if (difference !== null) return say(difference)
      if (snapshot.status === 'done' && i < lines.length - 1) return say('XState is done, the engine goes on')
      acts += line.acts.length
    }
    const late = snapshot?.status === 'active' && end < Infinity ? [...this.timers].find(([, due]) => due < end - 1e-6) : undefined
    return result(
      lines.length,
      late === undefined ? null : `after the last line: ${late[0]} was due at ${late[1]} and did not come until ${end}`,
    )
  }

  private timersBefore({ event, time }: Line): string | null {
    for (const [id, due] of this.timers) if (due < time - 1e-6) return `${id} was due at ${due} and did not come before ${time}`
    if (!event.startsWith('xstate.after.')) return null
    const due = this.timers.get(event)
    this.timers.delete(event)
    return due !== undefined && Math.abs(due - time) <= 1e-6 ? null : `it came at ${time}, XState has it at ${due}`
  }

  private give(snapshot: AnyMachineSnapshot | null, line: Line): AnyMachineSnapshot {
    const { machine, acted } = this.ready
    acted.length = 0
    this.effects.length = 0
    this.ready.feed = line.acts
    if (line.event === 'gemba.open') return this.open(line)
    return (
      snapshot === null
        ? machine.getInitialSnapshot(this.scope as never, undefined as never)
        : machine.transition(snapshot, { type: line.event } as never, this.scope)
    ) as AnyMachineSnapshot
  }

  /** A case that is open at the start of the run: where XState takes it to be, with no action done and the timers of its states running from now. */
  private open(line: Line): AnyMachineSnapshot {
    const { machine } = this.ready
    const snapshot = machine.resolveState({ value: line.state as never, context: line.context }) as AnyMachineSnapshot
    for (const { delay, eventType } of snapshot._nodes.flatMap(
      ({ after }) => after as unknown as { delay: number | string; eventType: string }[],
    )) {
      const milliseconds = Number(typeof delay === 'number' ? delay : (machine.implementations.delays[delay] ?? delay))
      this.timers.set(eventType, line.time + milliseconds / 1000)
    }
    return snapshot
  }

  private compare(snapshot: AnyMachineSnapshot, line: Line): string | null {
    if (snapshot.status === 'error') return `XState stops with an error: ${String(snapshot.error)}`
    const [xstate, engine] = [JSON.stringify(snapshot.value), JSON.stringify(line.state)]
    if (xstate !== engine) return `XState is in ${xstate}, the engine in ${engine}`
    for (const name in line.after)
      if (!Object.is(snapshot.context[name], line.after[name]) && snapshot.context[name] !== line.after[name])
        return `${name} is ${String(snapshot.context[name])} in XState, ${line.after[name]} in the engine`
    const { acted } = this.ready
    const same = acted.length === line.acts.length && line.acts.every(({ action }, i) => action === acted[i])
    if (same) return null
    return `XState acts in the order [${acted.join(', ')}], the engine [${line.acts.map(({ action }) => action).join(', ')}]`
  }

  /** Timers that XState starts and stops. */
  private follow(now: number): void {
    for (const { type, params } of this.effects) {
      if (type === 'xstate.raise') {
        const { id, delay } = params as { id: string; delay?: number }
        if (delay === undefined) continue
        if (this.timers.has(id)) this.renewed++
        this.timers.set(id, now + delay / 1000)
      } else if (type === 'xstate.cancel') this.timers.delete((params as { sendId: string }).sendId)
    }
  }
}

/** Whether the configuration is one that statecharts know: of a compound state one child is active, of a parallel state all, and no state without its parent. */
function isLegal({ _nodes: nodes }: AnyMachineSnapshot): boolean {
  const active = new Set(nodes)
  const children = new Map<unknown, number>()
  for (const { parent } of nodes) {
    if (parent === undefined) continue
    if (!active.has(parent)) return false
    children.set(parent, (children.get(parent) ?? 0) + 1)
  }
  return nodes.every((node) => {
    if (node.type === 'compound') return children.get(node) === 1
    return (
      node.type !== 'parallel' || (children.get(node) ?? 0) === Object.values(node.states).filter(({ type }) => type !== 'history').length
    )
  })
}

/** Names the actions of a machine config by their parameters: whose, on what, which of the list. */
function nameActions(node: JsonObject, names: Map<object, string>): void {
  const { uid } = node['meta'] as { uid: string }
  const list = (owner: string, what: string, actions: unknown) =>
    ((actions ?? []) as { params: object }[]).forEach(({ params }, i) => names.set(params, `${owner} ${what} ${i}`))
  list(uid, 'entry', node['entry'])
  list(uid, 'exit', node['exit'])
  const ways = [node['always'], node['onDone'], ...Object.values(node['on'] ?? {}), ...Object.values(node['after'] ?? {})]
  for (const way of ways.flat() as ({ meta: { uid: string }; actions?: unknown } | undefined)[])
    if (way) list(way.meta.uid, 'action', way.actions)
  for (const child of Object.values(node['states'] ?? {})) nameActions(child as JsonObject, names)
}
