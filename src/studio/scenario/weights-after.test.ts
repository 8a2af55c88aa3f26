import { expect, test } from 'vitest'
import type { MixEntry } from '../../simulation/model/demand.ts'
import { weightsAfter } from './weights-after.ts'

const kind = (weight: number, language: string): MixEntry => ({ weight, values: { language } })
const [en, ar, de] = [kind(5, 'en'), kind(2, 'ar'), kind(1, 'de')]
const nights = { title: 'Nights', days: [1], from: '22:00', to: '06:00', weights: [50, 20, 10] }
const after = (mix: readonly MixEntry[]) => weightsAfter([en, ar, de], mix, [nights])[0]?.weights

test('kinds keep their weights by the hour when one is taken away, added, moved or changed', () => {
  expect(after([en, de])).toEqual([50, 10])
  expect(after([en, ar, de, kind(3, 'fr')])).toEqual([50, 20, 10, 3])
  expect(after([de, ar, en])).toEqual([10, 20, 50])
  expect(after([en, { ...ar, weight: 9 }, de])).toEqual([50, 20, 10])
})
