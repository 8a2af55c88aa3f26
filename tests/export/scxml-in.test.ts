import { expect, test } from 'vitest'
import { importMachine } from '../../src/exchange/import-machine.ts'
import { offers, type OfferName } from '../../src/exchange/xstate/runnable.ts'

const read = (text: string) => importMachine(text, { declined: new Set(Object.keys(offers) as OfferName[]) })

/** The first microwave of the recommendation (W3C, appendix G.2). */
const microwave = `<?xml version="1.0"?>
<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="ecmascript" initial="off">
  <!--  trivial 5 second microwave oven example -->
  <datamodel>
    <data id="cook_time" expr="5"/>
    <data id="door_closed" expr="true"/>
    <data id="timer" expr="0"/>
  </datamodel>
  <state id="off">
    <transition event="turn.on" target="on"/>
  </state>
  <state id="on">
    <initial><transition target="idle"/></initial>
    <transition event="turn.off" target="off"/>
    <transition cond="timer &gt;= cook_time" target="off"/>
    <state id="idle">
      <transition cond="door_closed" target="cooking"/>
      <transition event="door.close" target="cooking"><assign location="door_closed" expr="true"/></transition>
    </state>
    <state id="cooking">
      <transition event="door.open" target="idle"><assign location="door_closed" expr="false"/></transition>
      <transition event="time"><assign location="timer" expr="timer + 1"/></transition>
    </state>
  </state>
</scxml>`

test('the microwave of the recommendation is read', async () => {
  const back = await read(microwave)
  if (!back.ok) throw new Error(back.message)
  expect(back.from).toBe('scxml')
  const { states, transitions, attributes } = back.workflow
  expect(Object.values(states).map(({ key }) => key)).toEqual(['machine', 'off', 'on', 'idle', 'cooking'])
  expect(Object.values(attributes).map(({ name, default: value }) => [name, value])).toEqual([
    ['cook_time', 5],
    ['door_closed', true],
    ['timer', 0],
  ])
  const ways = Object.values(transitions).map(({ trigger, guard, targets, actions }) => [
    trigger,
    guard,
    targets.map((uid) => states[uid]?.key),
    actions,
  ])
  expect(ways).toContainEqual([{ kind: 'always' }, { expression: '(timer >= cook_time)' }, ['off'], []])
  expect(ways).toContainEqual([{ kind: 'event', event: 'time' }, null, [], [{ type: 'set', attribute: 'timer', to: '(timer + 1)' }]])
  expect(Object.values(states).find(({ key }) => key === 'on')?.initial).toBe(Object.values(states).find(({ key }) => key === 'idle')?.uid)
})

test('what is no SCXML, or says more than is read, is told in words', async () => {
  const inside = (body: string) => `<scxml xmlns="http://www.w3.org/2005/07/scxml">${body}</scxml>`
  expect(await read(`<!DOCTYPE x [<!ENTITY a "b">]>${inside('')}`)).toMatchObject({
    ok: false,
    message: expect.stringContaining('document type') as string,
  })
  expect(await read(inside('<state id="a">'))).toMatchObject({
    ok: false,
    message: expect.stringContaining('closes “scxml” in line 1') as string,
  })
  expect(await read(inside(''))).toMatchObject({ ok: false, message: 'This document of SCXML has no state.' })
  expect((await read(inside('<state>'.repeat(5000)))).ok).toBe(false)
  // A script cannot end what it stands in and begin something of its own: it is kept as a name.
  const evil = await read(
    inside(
      '<state id="a"><transition cond="true)), globalThis.x = ((1" target="b"/><transition cond="In(\'b\')" target="b"/></state><state id="b"><invoke/></state>',
    ),
  )
  if (!evil.ok) throw new Error(evil.message)
  expect(Object.values(evil.workflow.transitions).map(({ guard }) => guard)).toEqual([
    { name: 'true)), globalThis.x = ((1' },
    { name: "In('b')" },
  ])
  expect(evil.notes.join(' ')).toMatch(/“invoke” is left out.*says more than an expression can; it is kept by name/)
})
