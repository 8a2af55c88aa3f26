import { expect, test } from 'vitest'
import { createActor, createMachine } from 'xstate'
import { importMachine } from '../../src/exchange/import-machine.ts'
import { findProblems } from '../../src/machine/problems.ts'
import { toMachineConfig } from '../../src/machine/config.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'

/* Diagrams of one thing each, with what each means by the standard written beside it by hand. */

const bpmn = (inside: string, prefix = '') => `<?xml version="1.0" encoding="UTF-8"?>
<${prefix}definitions xmlns${prefix === '' ? '' : `:${prefix.slice(0, -1)}`}="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">${inside}</${prefix}definitions>`
const flow = (from: string, to: string, name = '') =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" name="${name}"/>`

async function read(xml: string) {
  const found = await importMachine(xml)
  if (!found.ok) throw new Error(found.message)
  return found
}
const titled = (workflow: Workflow, title: string) => Object.values(workflow.states).find((state) => state.title === title)

/** The titles of the states a case is in, after the outcomes called so have come. */
function after(workflow: Workflow, ...outcomes: readonly (readonly [state: string, outcome: string])[]): string[] {
  const actor = createActor(createMachine(toMachineConfig(workflow) as never)).start()
  for (const [state, outcome] of outcomes) {
    const event = titled(workflow, state)?.step?.outcomes.find(({ title }) => title === outcome)?.event
    actor.send({ type: event ?? `no outcome ${outcome} at ${state}` })
  }
  const snapshot = actor.getSnapshot()
  const names: string[] = []
  const visit = (value: unknown, parent: string) => {
    const inside = typeof value === 'string' ? { [value]: {} } : (value as Record<string, unknown>)
    for (const [key, below] of Object.entries(inside)) {
      const state = Object.values(workflow.states).find((one) => one.key === key && one.parent === parent)
      if (!state) continue
      if (state.type === 'atomic' || state.type === 'final') names.push(state.title)
      visit(below, state.uid)
    }
  }
  visit(snapshot.value, workflow.header.workflow.root)
  return names.toSorted()
}

test('a process that goes round for ever may be left, which is offered and told', async () => {
  const xml = bpmn(
    `<process id="q"><startEvent id="s"/><serviceTask id="a" name="Poll"/><serviceTask id="b" name="Sync"/>${flow('s', 'a')}${flow('a', 'b')}${flow('b', 'a')}</process>`,
  )
  const { workflow, offers } = await read(xml)
  expect(offers).toMatchObject([{ name: 'leaving', taken: true, told: [expect.stringContaining('never ends')] }])
  expect(findProblems(workflow).filter(({ severity }) => severity === 'error')).toEqual([])
  expect(after(workflow)).not.toEqual(['Left'])
  const declined = await importMachine(xml, { declined: new Set(['leaving']) })
  expect(declined).toMatchObject({ ok: true, offers: [{ taken: false }] })
  expect(declined.ok && titled(declined.workflow, 'Left')).toBe(undefined)
})

test('lanes are pools, a choice after a task is how the task ends, and a way back is a loop', async () => {
  const { workflow, notes } = await read(
    bpmn(
      `<collaboration id="c"><participant id="p" name="Abuse desk" processRef="q"/></collaboration>
       <process id="q"><laneSet id="ls"><lane id="l1" name="Tier 1"><flowNodeRef>a</flowNodeRef></lane><lane id="l2" name="Specialists"><flowNodeRef>b</flowNodeRef></lane></laneSet>
       <startEvent id="s"/><userTask id="a" name="First look"/><exclusiveGateway id="g" name="Clear?"/><userTask id="b" name="Deep look"/><serviceTask id="n" name="Send notice"/><endEvent id="e" name="Closed"/>
       ${flow('s', 'a')}${flow('a', 'g')}${flow('g', 'n', 'Clear')}${flow('g', 'b', 'Unclear')}${flow('b', 'a', 'Again')}${flow('n', 'e')}</process>`,
    ),
  )
  expect(notes).toEqual([])
  expect(workflow.header.workflow.title).toBe('Abuse desk')
  expect(Object.values(workflow.pools).map(({ title }) => title)).toEqual(['Tier 1', 'Specialists'])
  expect(titled(workflow, 'First look')?.step).toMatchObject({
    kind: 'review',
    pools: ['tier-1'],
    outcomes: [{ title: 'Clear' }, { title: 'Unclear' }],
  })
  expect(titled(workflow, 'Send notice')?.step?.kind).toBe('automatic')
  expect(after(workflow)).toEqual(['First look'])
  expect(after(workflow, ['First look', 'Unclear'], ['Deep look', 'Again'], ['First look', 'Clear'], ['Send notice', 'Done'])).toEqual([
    'Closed',
  ])
})

test('a split with its join runs side by side and waits for all; one inside another as well', async () => {
  const { workflow } = await read(
    bpmn(
      `<b:process id="q" name="Checks"><b:startEvent id="s"/><b:parallelGateway id="f"/><b:task id="a" name="A"/><b:parallelGateway id="f2"/><b:task id="b1" name="B1"/><b:task id="b2" name="B2"/><b:parallelGateway id="j2"/><b:task id="c" name="C"/><b:parallelGateway id="j"/><b:task id="z" name="Z"/><b:endEvent id="e" name="End"/>
      ${[flow('s', 'f'), flow('f', 'a'), flow('f', 'f2'), flow('f2', 'b1'), flow('f2', 'b2'), flow('b1', 'j2'), flow('b2', 'j2'), flow('j2', 'c'), flow('c', 'j'), flow('a', 'j'), flow('j', 'z'), flow('z', 'e')].join('').replaceAll('<sequenceFlow', '<b:sequenceFlow')}</b:process>`,
      'b:',
    ),
  )
  expect(after(workflow)).toEqual(['A', 'B1', 'B2'])
  expect(after(workflow, ['B1', 'Done'], ['B2', 'Done'])).toContain('C')
  expect(after(workflow, ['A', 'Done'], ['B1', 'Done'], ['B2', 'Done'])).not.toContain('Z')
  expect(after(workflow, ['A', 'Done'], ['B1', 'Done'], ['B2', 'Done'], ['C', 'Done'])).toEqual(['Z'])
})

test('timers are after: on a task, by themselves, and in a race with a message; an error leaves its sub-process', async () => {
  const timer = (duration: string) => `<timerEventDefinition><timeDuration>${duration}</timeDuration></timerEventDefinition>`
  const { workflow, notes } = await read(
    bpmn(
      `<process id="q" name="Appeal"><startEvent id="s"/><intermediateCatchEvent id="w" name="Cool down">${timer('PT2H')}</intermediateCatchEvent>
       <subProcess id="sub" name="Judge"><startEvent id="ss"/><userTask id="t" name="Read it"/><boundaryEvent id="bt" name="Too slow" attachedToRef="t">${timer('P1DT12H')}</boundaryEvent><exclusiveGateway id="g"/><endEvent id="ok" name="Judged"/><endEvent id="bad" name="Not ours"><errorEventDefinition errorRef="E1"/></endEvent>
         ${flow('ss', 't')}${flow('t', 'g')}${flow('g', 'ok', 'Ours')}${flow('g', 'bad', 'Other')}${flow('bt', 'ok')}</subProcess>
       <boundaryEvent id="be" attachedToRef="sub"><errorEventDefinition errorRef="E1"/></boundaryEvent>
       <eventBasedGateway id="r" name="Answer?"/><intermediateCatchEvent id="m" name="Answer comes"><messageEventDefinition/></intermediateCatchEvent><intermediateCatchEvent id="tt" name="No answer">${timer('P7D')}</intermediateCatchEvent>
       <endEvent id="e1" name="Answered"/><endEvent id="e2" name="Silent"/><endEvent id="e3" name="Sent on"/>
       ${flow('s', 'w')}${flow('w', 'sub')}${flow('sub', 'r')}${flow('r', 'm')}${flow('r', 'tt')}${flow('m', 'e1')}${flow('tt', 'e2')}${flow('be', 'e3')}</process><error id="E1" name="Not ours"/>`,
    ),
  )
  expect(notes).toEqual([])
  const timers = Object.values(workflow.transitions).flatMap(({ source, trigger, targets }) =>
    trigger.kind === 'after' ? [[workflow.states[source]?.title, trigger.delay, workflow.states[targets[0] ?? '']?.title]] : [],
  )
  expect(timers.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
    ['Answer?', 604_800_000, 'Silent'],
    ['Cool down', 7_200_000, 'Judge'],
    ['Read it', 129_600_000, 'Judged'],
  ])
  expect(titled(workflow, 'Answer?')?.step).toMatchObject({ kind: 'wait', outcomes: [{ title: 'Answer comes' }] })
  const bad = Object.values(workflow.transitions).find(({ source }) => source === titled(workflow, 'Not ours')?.uid)
  expect(workflow.states[bad?.targets[0] ?? '']?.title).toBe('Sent on')
})

test('ways that cross before they meet, what begins beside, and what undoes are said, and the rest stands', async () => {
  const { workflow, notes } = await read(
    bpmn(
      `<process id="q" name="Knot"><startEvent id="s"/><parallelGateway id="f" name="Both"/><task id="a" name="A"/><task id="b" name="B"/><task id="m" name="M"/><boundaryEvent id="x" name="Remind" attachedToRef="m" cancelActivity="false"><timerEventDefinition/></boundaryEvent><task id="r" name="Reminder"/><endEvent id="e"/><endEvent id="e2"/>
       ${flow('s', 'f')}${flow('f', 'a')}${flow('f', 'b')}${flow('a', 'm')}${flow('b', 'm')}${flow('a', 'e2')}${flow('m', 'e')}${flow('x', 'r')}${flow('r', 'e')}</process>`,
    ),
  )
  expect(notes.join('\n')).toMatch(/Both/)
  expect(notes.join('\n')).toMatch(/Remind does not end the work/)
  expect(notes.join('\n')).toMatch(/No case can come to Reminder/)
  expect(titled(workflow, 'Reminder')).toBeUndefined()
  expect(() => createMachine(toMachineConfig(workflow) as never)).not.toThrow()
})

test.each([
  ['broken XML', bpmn('<process id="q"><task id="a"').slice(0, 150), /not BPMN 2.0|no process/],
  ['nothing in it', bpmn('<process id="q"/>'), /no process with anything in it/],
  [
    'an entity that unfolds',
    `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${bpmn('<process id="q"><task id="t" name="&b;"/></process>').replace(/<\?xml.*?\?>/, '')}`,
    /./,
  ],
])('%s: words, and nothing unfolded', async (_, xml, message) => {
  const found = await importMachine(xml)
  expect(found.ok ? 'read' : found.message).toMatch(message)
  expect(JSON.stringify(found)).not.toMatch(/aaaa/)
})
