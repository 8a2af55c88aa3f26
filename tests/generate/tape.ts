/** A list of choices made beforehand: whoever builds something random reads its choices from it, so that fast-check can shrink them. */
export type Tape = {
  /** A whole number from 0 to n - 1. */
  pick(n: number): number
  /** True in `of` cases out of a hundred. */
  chance(of: number): boolean
  from<T>(list: readonly T[]): T
}

/** A tape over numbers; past its end every choice is the first one. */
export function readTape(numbers: readonly number[]): Tape {
  let at = 0
  const pick = (n: number) => (numbers[at++] ?? 0) % n
  return {
    pick,
    chance: (of) => pick(100) >= 100 - of,
    from: (list) => {
      const value = list[pick(list.length)]
      if (value === undefined) throw new Error('a choice from an empty list')
      return value
    },
  }
}
