type Entry = { time: number; order: number; run: () => void }

/** An event list: what is put at a time runs at that time; at equal times in the order in which it was put there. Times in seconds. */
export function timeline(from: number) {
  const heap: Entry[] = []
  let [now, put] = [from, 0]

  return {
    now: () => now,
    at(time: number, run: () => void): void {
      heap.push({ time: Math.max(time, now), order: (put += 1), run })
      rise(heap)
    },
    /** Runs everything before `until`; what would come later stays undone, as a history ends in the middle of things. */
    runUntil(until: number): void {
      for (let next = heap[0]; next && next.time < until; next = heap[0]) {
        now = next.time
        sink(heap)
        next.run()
      }
    },
  }
}

const earlier = (a: Entry, b: Entry) => a.time < b.time || (a.time === b.time && a.order < b.order)

function rise(heap: Entry[]): void {
  let child = heap.length - 1
  while (child > 0) {
    const parent = (child - 1) >> 1
    if (!swapIfEarlier(heap, child, parent)) return
    child = parent
  }
}

/** Takes the first entry away. */
function sink(heap: Entry[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  heap[0] = last
  for (let parent = 0; ;) {
    const [left, right] = [heap[2 * parent + 1], heap[2 * parent + 2]]
    const child = right && left && earlier(right, left) ? 2 * parent + 2 : 2 * parent + 1
    if (!swapIfEarlier(heap, child, parent)) return
    parent = child
  }
}

function swapIfEarlier(heap: Entry[], child: number, parent: number): boolean {
  const [lower, upper] = [heap[child], heap[parent]]
  if (!lower || !upper || !earlier(lower, upper)) return false
  heap[child] = upper
  heap[parent] = lower
  return true
}
