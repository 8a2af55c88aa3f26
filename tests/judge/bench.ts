import { documents, type Model, type Planted, type Rhythm } from './model.ts'
import { plants } from './plants.ts'
import { healthy, type Shape, shapes, type Size } from './shapes.ts'

/** A model to be judged, and what is in it. */
export type Documents = { readonly workflow: string; readonly scenario: string }
export type Case = Documents & {
  readonly name: string
  readonly kind: string
  readonly planted: Planted
  /** The same before it was planted; for an order, the same with cases as they come. */
  readonly before: Documents
}

const sizes: readonly Size[] = [
  { perDay: 50, load: 1.5 },
  { perDay: 250, load: 4 },
  { perDay: 800, load: 9 },
  { perDay: 2500, load: 20 },
]
const rhythms: readonly Rhythm[] = ['round', 'waves', 'office']

/** So many models of each kind, spread over shapes, sizes and rhythms; `seed` another set. */
export function cases(kinds: readonly string[], each: number, seed: number): Case[] {
  return kinds.flatMap((kind) => {
    const found: Case[] = []
    for (let i = 0; found.length < each && i < 60 * each; i++) {
      const number = i * 7 + seed * 1009
      const shape = shapes[(i + seed) % shapes.length]!
      const size = sizes[(Math.floor(i / shapes.length) + i + seed) % (shape === 'large' ? 2 : sizes.length)]!
      const rhythm = rhythms[Math.floor(number / 5) % 3]!
      const one = make(kind, shape, rhythm, size, number)
      if (one) found.push(one)
    }
    return found
  })
}

/** One model, or null where the kind has no room in it. */
export function make(kind: string, shape: Shape, rhythm: Rhythm, size: Size, seed: number): Case | null {
  if (shape === 'appeal' && rhythm === 'office') return null
  const targets = seed % 2 === 0
  const model = healthy(shape, rhythm, size, seed, { targets: targets && kind !== 'starving-order', cost: seed % 3 === 0 })
  const well = written(model)
  const planted = plants[kind]!(model, Math.floor(seed / 3))
  if (planted === null) return null
  const { workflow, scenario } = written(model)
  const before =
    kind === 'starving-order'
      ? { workflow, scenario: scenario.replace(/"order":\{"kind":"priority"[^}]*\}/g, '"order":{"kind":"arrival"}') }
      : well
  return { name: `${kind} · ${shape} · ${rhythm} · ${size.perDay} · ${seed}`, kind, planted, workflow, scenario, before }
}

function written(model: Model): Documents {
  const { workflow, scenario } = documents(model)
  return { workflow: JSON.stringify(workflow), scenario: JSON.stringify(scenario) }
}
