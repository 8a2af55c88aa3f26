/**
 * Takes a lock that this worker holds for as long as it lives, and says its name once it is held: whoever waits for the lock hears of the worker's end,
 * however it came. A browser tells of no other but an error. Null where there are no locks (a page that is not from a secure origin).
 */
export function holdLife(): Promise<string | null> {
  const { locks } = navigator as Partial<Navigator>
  if (locks === undefined) return Promise.resolve(null)
  const name = `gemba-worker-${crypto.randomUUID()}`
  return new Promise((resolve, reject) => {
    const held = () => {
      resolve(name)
      return new Promise<never>(() => {})
    }
    locks.request(name, held).catch(reject)
  })
}
