/**
 * What queueing theory says, for the tests of the engine: closed forms where there are any, else chains solved numerically. Nothing here knows the
 * engine. Rates are per second, times are seconds. References: Gross, Shortle, Thompson, Harris, "Fundamentals of Queueing Theory", 4th edition (GH);
 * Kemeny, Snell, "Finite Markov Chains" (KS); Eick, Massey, Whitt, "The physics of the M_t/G/∞ queue", Operations Research 41 (1993) (EMW).
 */

/** Erlang's loss formula by its recursion (GH 3.5): share of arrivals that find all `servers` busy at an offered load of `load` erlangs. */
export function erlangB(servers: number, load: number): number {
  let blocked = 1
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked)
  return blocked
}

/** Mean number waiting in M/M/c (GH 3.3): probability of a wait from Erlang's loss formula, times ρ / (1 - ρ). */
export function queueOfMMc(servers: number, load: number): number {
  const rho = load / servers
  const blocked = erlangB(servers, load)
  return ((blocked / (1 - rho * (1 - blocked))) * rho) / (1 - rho)
}

/** Mean number waiting in M/G/1, Pollaczek and Khinchine (GH 5.1): `second` is the second moment of the service time. */
export function queueOfMG1(rate: number, mean: number, second: number): number {
  return (rate * rate * second) / (2 * (1 - rate * mean))
}

/** Mean waits by class, first class first, in M/M/1 with priorities that do not interrupt (Cobham 1954; GH 3.4.1), all classes with one mean time. */
export function waitsWithPriority(rates: readonly number[], mean: number): number[] {
  const residual = rates.reduce((sum, rate) => sum + rate * mean * mean, 0)
  let above = 0
  return rates.map((rate) => {
    const before = above
    above += rate * mean
    return residual / ((1 - before) * (1 - above))
  })
}

/** Stationary distribution of a birth-death chain on 0 … most (GH 2.2): M/M/c/K and, cut where nothing is left, Erlang A (Palm 1957). */
export function birthDeath(most: number, birth: (n: number) => number, death: (n: number) => number): number[] {
  const weights = [1]
  for (let n = 1; n <= most; n++) weights.push((weights[n - 1]! * birth(n - 1)) / death(n))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

/** Mean of a function of the number in the system. */
export function meanOver(distribution: readonly number[], of: (n: number) => number): number {
  return distribution.reduce((sum, p, n) => sum + p * of(n), 0)
}

/**
 * Mean wait of those who are not lost from the queue, where each who waits leaves at the rate `leaving` (Palm 1957): an arrival that finds n in the system has n - `servers` before it in the queue, and
 * moves up at the rate at which places become free, `freed`, or somebody before it leaves.
 */
export function waitOfServed(distribution: readonly number[], servers: number, freed: number, leaving: number): number {
  let [served, waited] = [0, 0]
  // With so many ahead: the chance to be served, and the mean of the wait over those who are, the others as 0.
  let [chance, wait] = [1, 0]
  distribution.forEach((p, n) => {
    if (n >= servers) {
      const up = freed + (n - servers) * leaving
      const all = up + leaving
      chance *= up / all
      wait = chance / all + (wait * up) / all
    }
    served += p * chance
    waited += p * wait
  })
  return waited / served
}

/** Mean number in M/G/∞ over [0, horizon] that starts empty, service exponential: load (1 - (1 - e^(-h/s)) s / h) (EMW, section 1, integrated). */
export function meanNumberFromEmpty(rate: number, mean: number, horizon: number): number {
  return rate * mean * (1 - ((1 - Math.exp(-horizon / mean)) * mean) / horizon)
}

/**
 * M(t)/M/∞ that starts empty, rate constant within each hour: m' = λ(t) - m / mean, solved exactly hour by hour (EMW). The mean number over each hour.
 */
export function hoursOfInfiniteServers(rates: readonly number[], mean: number): number[] {
  let now = 0
  return rates.map((rate) => {
    const level = rate * mean
    const average = level + ((now - level) * mean * (1 - Math.exp(-3600 / mean))) / 3600
    now = level + (now - level) * Math.exp(-3600 / mean)
    return average
  })
}

/**
 * M(t)/M/c that starts empty, rate constant within each hour: Kolmogorov's forward equations on 0 … most by the classical Runge-Kutta method. The
 * mean number waiting over each hour, by Simpson's rule over the same steps.
 */
export function hoursOfServers(rates: readonly number[], mean: number, servers: number, most: number): number[] {
  const steps = Math.ceil((3600 * 2 * (Math.max(...rates) + servers / mean)) / 2) * 2
  const h = 3600 / steps
  let p: number[] = [1, ...Array.from({ length: most }, () => 0)]
  const done = (n: number) => Math.min(n, servers) / mean
  const waiting = (at: readonly number[]) => meanOver(at, (n) => Math.max(0, n - servers))
  return rates.map((rate) => {
    const slope = (at: readonly number[]) =>
      at.map((here, n) => {
        const arriving = n > 0 ? rate * at[n - 1]! : 0
        const leaving = n < most ? done(n + 1) * at[n + 1]! : 0
        return arriving + leaving - ((n < most ? rate : 0) + done(n)) * here
      })
    const moved = (at: readonly number[], by: readonly number[], much: number) => at.map((x, n) => x + much * by[n]!)
    let area = waiting(p)
    for (let step = 1; step <= steps; step++) {
      const k1 = slope(p)
      const k2 = slope(moved(p, k1, h / 2))
      const k3 = slope(moved(p, k2, h / 2))
      const k4 = slope(moved(p, k3, h))
      p = p.map((x, n) => x + (h / 6) * (k1[n]! + 2 * k2[n]! + 2 * k3[n]! + k4[n]!))
      area += waiting(p) * (step === steps ? 1 : step % 2 === 1 ? 4 : 2)
    }
    return area / (3 * steps)
  })
}

/** x with A x = b, by elimination with the largest pivot. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const n = rows.length
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    for (let i = 0; i < n; i++) {
      if (i === column) continue
      const factor = rows[i]![column]! / rows[column]![column]!
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * rows[column]![j]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}

/**
 * Expected visits to each transient state from the first, the first row of the fundamental matrix (I - Q)⁻¹ (KS 3.2): v = e₁ + Qᵀ v. The same equations are
 * the traffic equations of an open Jackson network, per case from outside (GH 4.2).
 */
export function visitsFromFirst(routing: readonly (readonly number[])[]): number[] {
  const n = routing.length
  const matrix = routing.map((_, to) => routing.map((row, from) => (to === from ? 1 : 0) - row[to]!))
  return solve(
    matrix,
    Array.from({ length: n }, (_, i) => (i === 0 ? 1 : 0)),
  )
}

/** Probability to end in each absorbing state from the first transient one (KS 3.3): the first row of (I - Q)⁻¹ R. */
export function absorbed(routing: readonly (readonly number[])[], ends: readonly (readonly number[])[]): number[] {
  const visits = visitsFromFirst(routing)
  return ends[0]!.map((_, end) => visits.reduce((sum, v, state) => sum + v * ends[state]![end]!, 0))
}
