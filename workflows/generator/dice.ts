/** Chance for the generator: each die is a pure function of its seed and name, so that an added die never moves the luck of another. */
export type Dice = {
  /** Uniform in (0, 1). */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** Log-normal, in the unit of the median; `sigma` is the standard deviation of the logarithm. */
  lognormal(median: number, sigma: number): number
  /** Poisson count with this mean. */
  poisson(mean: number): number
  /** A key of the table, drawn by its share; shares need not add up to 1. */
  pick(shares: Readonly<Record<string, number>>): string
}

/** Dice for a seed and a name (`arrivals`, `case 17`). */
export function dice(seed: number, name: string): Dice {
  const uniform = sfc32(seed, name)
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  return {
    uniform,
    normal,
    lognormal: (median, sigma) => median * Math.exp(sigma * normal()),
    poisson: (mean) => poisson(mean, uniform),
    pick: (shares) => pick(shares, uniform()),
  }
}

function pick(shares: Readonly<Record<string, number>>, luck: number): string {
  const entries = Object.entries(shares)
  let left = luck * entries.reduce((sum, [, share]) => sum + share, 0)
  for (const [key, share] of entries) if ((left -= share) < 0) return key
  const last = entries.at(-1)
  if (!last) throw new Error('cannot pick from an empty table')
  return last[0]
}

/** Knuth's product of uniforms, in portions of mean 30 so that the product stays above zero. */
function poisson(mean: number, uniform: () => number): number {
  let count = 0
  for (let left = mean; left > 0; left -= 30) {
    const limit = Math.exp(-Math.min(left, 30))
    for (let product = uniform(); product > limit; product *= uniform()) count += 1
  }
  return count
}

/** Chris Doty-Humphrey's sfc32, seeded by an FNV-1a hash of seed and name. */
function sfc32(seed: number, name: string): () => number {
  let [a, b, c, d] = [fnv(`${seed} ${name} a`), fnv(`${seed} ${name} b`), fnv(`${seed} ${name} c`), 1]
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return ((t >>> 0) + 0.5) / 4294967296
  }
  for (let i = 0; i < 12; i += 1) next()
  return next
}

function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
