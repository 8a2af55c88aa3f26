import { expect, test } from 'vitest'
import { historyOf } from '../../tests/discover/logs.node.ts'
import { review, workflow } from '../../tests/engine/build.ts'
import { calibrate } from './calibrate.ts'

const drawing = workflow({
  states: {
    first: { step: review(['ON', 'STOP']), on: { ON: 'second', STOP: 'end' } },
    second: { step: review(['DONE']), on: { DONE: 'end' } },
    aside: { step: review(['BACK']), on: { BACK: 'second' } },
    end: { kind: 'final' },
  },
})
/** One after the other, half an hour apart from 9:00 of a day on. */
const caseOf = (id: string, day: number, activities: readonly string[]) =>
  activities.map((activity, i) => {
    const at = Date.UTC(2026, 2, 2 + day, 9, 30 * i)
    return `${id},${activity},${new Date(at).toISOString()},${new Date(at + 600_000).toISOString()},ann`
  })

test('a case that goes where no outcome leads goes on with what came later; the shares of the outcomes do not count it', async () => {
  const rows = Array.from({ length: 30 }, (_, day) =>
    caseOf(`c${day}`, day, day < 6 ? ['first', 'aside', 'second'] : day < 12 ? ['first'] : ['first', 'second']),
  )
  const { scripts, scenario } = calibrate({
    workflow: drawing,
    history: await historyOf(['case_id,activity,start,end,resource', ...rows.flat()].join('\n')),
    scenarioId: 'x',
  })
  const events = scripts.map(({ visits }) => visits.get('first')?.[0]?.event)
  expect(events).toEqual(scripts.map((_, day) => (day >= 6 && day < 12 ? 'STOP' : 'ON')))
  expect(events.length).toBeGreaterThan(20)
  // Of those that the drawing explains, as many as there are after the sixth.
  const on = events.slice(6).filter((event) => event === 'ON').length / (events.length - 6)
  expect(scenario.performance['first']!.outcomes[0]!.shares['ON']).toBeCloseTo(on, 6)
})
