import { createInterface } from 'node:readline'
import { z } from '../../workflow/zod.ts'
import { startWalk, type Walk, type WalkState } from '../../machine/walk.ts'
import { isDuration, parseDuration } from '../../workflow/duration.ts'
import { titleOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft } from '../documents.ts'
import { parse, readText } from '../input.ts'
import { print, say } from '../output.ts'

const usage = 'step WORKFLOW [--events FILE.jsonl] [--json]'

/** One line of an events file: what to send, and when (seconds since the start, as in a trace) or how long to wait first. */
const Line = z.looseObject({
  event: z.string().optional(),
  time: z.number().nonnegative().optional(),
  wait: z.string().refine(isDuration, 'a wait is a duration like PT4H').optional(),
  context: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])).optional(),
})
type Line = z.infer<typeof Line>

/** Walks one case through the real XState machine. */
export const step: Command = {
  usage,
  summary: 'Walks one case through the real XState machine: from a file of events (a trace of simulate will do), or by hand.',
  run: async ({ args, signal }) => {
    const { values, positionals } = parse(args, usage, { events: { type: 'string' }, json: { type: 'boolean' } }, { least: 1, most: 1 })
    const workflow = await loadDraft(positionals[0] ?? '')
    const tell = (state: WalkState) => print(values.json ? JSON.stringify(asJson(state)) : inWords(workflow, state))
    if (values.events !== undefined) return walkLines(workflow, readLines(values.events, await readText(values.events)), tell)
    return walkByHand(workflow, signal, tell)
  },
}

function readLines(path: string, text: string): Line[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const where = `${path}, line ${index + 1}`
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      return refuse(`${where}: this is not JSON. Each line is an object such as {"event": "REMOVE"} or {"wait": "PT4H"}.`)
    }
    const read = Line.safeParse(value)
    return read.success ? [read.data] : refuse(`${where}: ${read.error.issues[0]?.message ?? 'not an event'}.`)
  })
}

/** A trace may hold many cases; the first is walked. Timer events of a trace come by themselves when the clock moves on. */
async function walkLines(workflow: Workflow, lines: readonly Line[], tell: (state: WalkState) => Promise<void>): Promise<number> {
  const own = firstCase(lines)
  const start = own[0]?.event === 'xstate.init' ? (own[0].time ?? 0) : 0
  const walk = startWalk(workflow, own.find(({ context }) => context)?.context ?? {})
  await tell(walk.state())
  for (const { event, time, wait } of own) {
    const delay = wait === undefined ? (time === undefined ? 0 : (time - start) * 1000 - walk.state().now) : parseDuration(wait) * 1000
    if (delay > 0) walk.advance(delay)
    if (event !== undefined && !event.startsWith('xstate.')) walk.send(event)
    if (delay > 0 || (event !== undefined && event !== 'xstate.init')) await tell(walk.state())
    if (walk.state().fault !== null) return 1
  }
  return 0
}

/** Lines of the first case that begins in the trace; all lines where none does. */
function firstCase(lines: readonly Line[]): readonly Line[] {
  const init = lines.findIndex(({ event }) => event === 'xstate.init')
  if (init < 0 && lines.some(({ event }) => event === 'gemba.open'))
    return refuse('All cases of this trace were open when the run began; a walk begins where the machine does.')
  if (init < 0) return lines
  const own = lines.slice(init).filter((line) => line.case === lines[init]!.case)
  const next = own.findIndex(({ event }, index) => index > 0 && event === 'xstate.init')
  return next < 0 ? own : own.slice(0, next)
}

async function walkByHand(workflow: Workflow, signal: AbortSignal, tell: (state: WalkState) => Promise<void>): Promise<number> {
  const walk = startWalk(workflow)
  say('Type an event, a wait such as PT4H, “back”, or “end”.')
  await tell(walk.state())
  const lines = createInterface({ input: process.stdin, output: process.stderr, prompt: '> ', signal })
  lines.prompt()
  for await (const line of lines) {
    const word = line.trim()
    if (word === 'end') break
    if (word !== '') await tell(obey(walk, word))
    if (walk.state().ended || walk.state().fault !== null) break
    lines.prompt()
  }
  lines.close()
  return walk.state().fault === null ? 0 : 1
}

function obey(walk: Walk, word: string): WalkState {
  if (word === 'back') return walk.back()
  return isDuration(word) ? walk.advance(parseDuration(word) * 1000) : walk.send(word)
}

function asJson(state: WalkState): object {
  const { now, value, context, events, timers, ended, fault, entries } = state
  return {
    time: now / 1000,
    event: entries.at(-1)?.event ?? null,
    state: value,
    context,
    events: events.filter(({ takes }) => takes).map(({ event }) => event),
    timers: timers.map(({ due }) => due / 1000),
    ended,
    fault,
  }
}

function inWords(workflow: Workflow, { now, active, context, events, timers, ended, fault }: WalkState): string {
  const names = active.map((uid) => workflow.states[uid]).flatMap((state) => (state ? [titleOf(state)] : []))
  const possible = events.map(({ event, takes }) => (takes ? event : `${event} (its guard does not hold)`))
  return [
    `${now / 1000} s  ${names.join(' › ')}${ended ? '  (ended)' : ''}`,
    `    case: ${
      Object.entries(context)
        .map(([name, value]) => `${name} = ${value}`)
        .join(', ') || 'no attributes'
    }`,
    ...(possible.length > 0 ? [`    events: ${possible.join(', ')}`] : []),
    ...(timers.length > 0 ? [`    timers at: ${timers.map(({ due }) => `${due / 1000} s`).join(', ')}`] : []),
    ...(fault === null ? [] : [`    stopped: ${fault}`]),
  ].join('\n')
}
