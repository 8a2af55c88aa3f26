import { expect, test } from 'vitest'
import { Overtaking } from './overtaking.ts'

test('agrees with adding up by hand, also after forgetting old places', () => {
  const overtaking = new Overtaking(16)
  const jobs: { place: number; from: number; to: number }[] = []
  let state = 5
  const random = (n: number) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % n
  let oldest = 0
  for (let now = 0; now < 400; now++) {
    const job = { place: now + random(3), from: now, to: now + 1 + random(30) }
    if (jobs.every(({ place }) => place !== job.place)) {
      jobs.push(job)
      oldest = Math.max(oldest, now - random(40))
      overtaking.started(job.place, now, () => oldest)
    }
    for (const { place, to } of jobs) if (to === now) overtaking.ended(place, now)
    const asked = oldest + random(20)
    const byHand = jobs.filter(({ place }) => place > asked).reduce((sum, { from, to }) => sum + Math.min(to, now) - from, 0)
    expect(overtaking.workAfter(asked, now)).toBeCloseTo(byHand, 6)
  }
})
