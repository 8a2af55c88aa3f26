/** Calls when the worker that holds this lock has gone (see `holdLife`), until the answer is called. */
export function whenGone(life: string, call: () => void): () => void {
  const waiting = new AbortController()
  navigator.locks.request(life, { signal: waiting.signal }, call).catch(() => {})
  return () => waiting.abort()
}
