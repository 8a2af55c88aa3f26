import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../tests/generate/seed.ts'
import { publishedRevisions } from '../../tests/runbook/words.ts'
import type { Revision } from '../machine/workflow-file.ts'
import { governing, reigns, sayGoverning } from './governing.ts'

const [like] = publishedRevisions as [Revision]
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10)

function revision(version: string, published: string, effective: string | null): Revision {
  const { workflow } = like.workflow.header
  const { handbook = {} } = workflow
  const { effective: _, ...control } = handbook.control ?? {}
  const header = {
    workflow: { ...workflow, handbook: { ...handbook, control: { ...control, ...(effective === null ? {} : { effective }) } } },
  }
  return { ...like, version, published, workflow: { ...like.workflow, header: { ...like.workflow.header, ...header } } }
}

test('at every hour it is the highest version of those published and in effect by then, as a count by hand finds', () => {
  const dates = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 * 24 }), after: fc.option(fc.integer({ min: -3, max: 9 })) }), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(dates, (given) => {
      const all = given.map(({ at, after }, index) =>
        revision(
          `1.${index}.0`,
          `${day(Math.floor(at / 24))}T${String(at % 24).padStart(2, '0')}:00:00.000Z`,
          after === null ? null : day(Math.floor(at / 24) + after),
        ),
      )
      for (let hour = -5; hour < 35 * 24; hour += 7) {
        const moment = new Date(Date.UTC(2026, 0, 1, hour)).toISOString()
        let by: string | undefined
        for (const { version, published, workflow } of all) {
          const effective = workflow.header.workflow.handbook?.control?.effective
          if (published <= moment && (effective === undefined || effective <= moment.slice(0, 10))) by = version
        }
        expect(governing(all, moment)?.map(({ version }) => version)).toEqual(by === undefined ? [] : [by])
      }
    }),
    { numRuns: 30 },
  )
})

test('a day of which two versions had a part names both; no day and no moment is refused', () => {
  const all = [revision('1.0.0', '2026-03-01T09:00:00Z', null), revision('1.1.0', '2026-03-05T08:30:00Z', '2026-01-01')]
  const say = (when: string) => sayGoverning(governing(all, when) ?? [], when)
  expect(say('2026-03-05')).toBe('On 2026-03-05 version 1.0.0 was in force, from 08:30 UTC version 1.1.0.')
  expect(say('2026-03-05T10:00+02:00')).toBe('On 2026-03-05T10:00+02:00 version 1.0.0 was in force.')
  expect(say('2026-02-28')).toBe('No version was in force on 2026-02-28.')
  for (const when of ['2026-02-30', 'yesterday', '', '2026-3-5', '2026-03-05T10:00']) expect(governing(all, when)).toBeNull()
})

test('a version that a higher one came before is never in force', () => {
  const all = [revision('1.0.0', '2026-03-01T09:00:00Z', '2026-06-01'), revision('1.1.0', '2026-03-05T08:30:00Z', null)]
  expect(reigns(all).map(({ version }) => version)).toEqual(['1.1.0'])
})
