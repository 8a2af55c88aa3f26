import { expect, test } from 'vitest'
import type { Comparison, Contrast } from '../simulation/report/comparison.ts'
import type { Report } from '../simulation/report/report.ts'
import { Impact } from './change.ts'
import { impactOf } from './impact.ts'

const num = (value: number, half: number | null) => ({
  value,
  low: half === null ? null : value - half,
  high: half === null ? null : value + half,
})
const contrast = (
  measure: Contrast['measure'],
  title: string,
  unit: Contrast['unit'],
  base: number,
  head: number,
  half: number | null,
  where: Contrast['where'] = null,
): Contrast => ({
  measure,
  title,
  unit,
  where,
  base: num(base, half),
  head: num(head, half),
  difference: num(head - base, half),
  varianceSaved: null,
})
const comparison = (...contrasts: Contrast[]): Comparison => ({
  base: {} as Report,
  head: { seed: 7 } as Report,
  replications: 10,
  contrasts,
})

test('the lead time comes first, with the interval of the paired difference', () => {
  const impact = impactOf(
    comparison(
      contrast('leadTimeMean', 'Mean lead time', 'seconds', 36_000, 28_440, 1080),
      contrast('wait', 'Mean wait at Tier 1 review', 'seconds', 7200, 3600, 600, { kind: 'step', id: 'tier1' }),
      contrast('utilization', 'Utilisation of Specialists', 'share', 0.7, 0.71, 0.02, { kind: 'pool', id: 'specialists' }),
    ),
    'version 1.1.0',
  )
  expect(impact.text).toEqual([
    'Version 1.1.0 shortens the mean lead time by 2.1 h ± 0.3 (from 10 h to 7.90 h).',
    'It lowers mean wait at Tier 1 review by 60 min ± 10.',
    'No measurable difference in utilisation of Specialists.',
    'Not measured here: whether decisions are right and what is seen meanwhile (the scenario holds no figures for it).',
  ])
  expect(Impact.parse(impact).measures['wait:step:tier1']?.difference.value).toBe(-3600)
})

test('nothing measurable and nothing at all are told apart, and one replication proves nothing', () => {
  expect(impactOf(comparison(contrast('leadTimeMean', 'Mean lead time', 'seconds', 3600, 3540, 120)), 'the draft').text[0]).toBe(
    'The draft makes no measurable difference to the mean lead time (−1 min ± 2).',
  )
  expect(impactOf(comparison(contrast('leadTimeMean', 'Mean lead time', 'seconds', 3600, 3600, 0)), 'the draft').text[0]).toContain(
    'does not change the mean lead time',
  )
  const single = impactOf(
    { ...comparison(contrast('leadTimeMean', 'Mean lead time', 'seconds', 3600, 1800, null)), replications: 1 },
    'the draft',
  )
  expect(single.text).toEqual([
    'The draft shortens the mean lead time by 30 min (from 60 min to 30 min).',
    'Not measured here: whether decisions are right and what is seen meanwhile (the scenario holds no figures for it).',
    'One replication gives no interval: run more to tell an effect from chance.',
  ])
})

test('harm is told before a shorter lead time, and what only luck may have moved is not claimed', () => {
  const child = contrast('targetMet', 'Share in time of Child safety', 'share', 0.9, 0.767, 0.02, { kind: 'segment', id: 'Child safety' })
  const chance = Array.from({ length: 30 }, (_, i) =>
    contrast('wait', `Mean wait at step ${i}`, 'seconds', 1000, 1000 + (i === 7 ? 110 : 5), 100, { kind: 'step', id: `s${i}` }),
  )
  const { text } = impactOf(
    comparison(contrast('leadTimeMean', 'Mean lead time', 'seconds', 36_000, 33_000, 600), child, ...chance),
    'the draft',
  )
  expect(text[0]).toBe('Harm: share in time of Child safety falls by 13 points ± 2.')
  expect(text[1]).toContain('shortens the mean lead time')
  // 110 ± 100 leaves out 0 by itself; of 32 differences one does so by luck.
  expect(text.join(' ')).not.toContain('It raises')
})
