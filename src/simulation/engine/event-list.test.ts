import { expect, test } from 'vitest'
import { EventList } from './event-list.ts'

test('items come out by time, then rank, then order of putting in', () => {
  const list = new EventList()
  const put: [number, number, number][] = [
    [0, 5, 1],
    [1, 5, 0],
    [2, 3, 2],
    [3, 5, 1],
    [4, 3, 2],
  ]
  for (const [item, time, rank] of put) list.putAt(item, time, rank)
  expect(list.nextTime).toBe(3)
  expect([list.take(), list.take(), list.take(), list.take(), list.take()]).toEqual([2, 4, 1, 0, 3])
  expect(list.nextTime).toBe(Infinity)
})

test('any mix of putting, taking and removing agrees with a sorted array', () => {
  const list = new EventList()
  let mirror: { item: number; time: number; rank: number; sequence: number }[] = []
  let state = 99
  const random = (n: number) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % n
  let differences = 0
  for (let sequence = 0; sequence < 20_000; sequence++) {
    const item = random(3000)
    if (list.has(item)) {
      list.remove(item)
      mirror = mirror.filter((entry) => entry.item !== item)
    } else if (random(3) > 0 || mirror.length === 0) {
      const entry = { item, time: random(50), rank: random(3), sequence }
      list.putAt(item, entry.time, entry.rank)
      mirror.push(entry)
    } else {
      mirror.sort((a, b) => a.time - b.time || a.rank - b.rank || a.sequence - b.sequence)
      differences += Number(list.take() !== mirror.shift()!.item)
    }
    differences += Math.abs(list.size - mirror.length)
  }
  expect(differences).toBe(0)
})
