import type { EffectTable } from '../program/program.ts'
import { exp } from './elementary.ts'

const ln2 = 0.6931471805599453

/** What a spike or special day multiplies the rate by at a time while it lasts, in an hour of the day. */
export function effectFactor(effects: EffectTable, effect: number, time: number, hourOfDay: number): number {
  const factor = effects.factor[effect]!
  if (effects.hoursRow[effect]! >= 0) return factor * effects.hours[effects.hoursRow[effect]! * 24 + hourOfDay]!
  const halfLife = effects.halfLife[effect]!
  return halfLife === Infinity ? factor : 1 + (factor - 1) * exp((-ln2 * (time - effects.from[effect]!)) / halfLife)
}
