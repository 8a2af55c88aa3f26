import type { Lane } from '../simulation/lane.ts'
import type { Observations } from '../simulation/observations.ts'
import type { Program } from '../simulation/program.ts'

/** An open worker: its service over messages, when it dies, and how to end it. */
export type OpenWorker = {
  readonly service: { load(program: Program): Promise<void>; replicate(replication: number): Promise<Observations> }
  /** Rejects when the worker fails outside a call; never resolves. */
  readonly died: Promise<never>
  terminate(): void
}

/**
 * A lane on a worker. The worker is opened with the first replication; a cancelled or failed one is terminated, because a replication cannot be
 * interrupted otherwise, and a new one is opened when needed. A replication whose worker died is tried once more: it gives the same numbers.
 */
export function remoteLane(open: () => OpenWorker): Lane {
  let worker: OpenWorker | null = null
  let loaded: Program | null = null
  const drop = () => {
    worker?.terminate()
    worker = null
    loaded = null
  }
  const attempt = async (program: Program, replication: number): Promise<Observations> => {
    worker ??= open()
    const current = worker
    if (loaded !== program) {
      await Promise.race([current.service.load(program), current.died])
      loaded = program
    }
    return Promise.race([current.service.replicate(replication), current.died])
  }
  return {
    async replicate(program, replication, signal) {
      signal?.throwIfAborted()
      let cancel = () => {}
      const cancelled = new Promise<never>((_, reject) => {
        cancel = () => {
          drop()
          reject(signal?.reason instanceof Error ? signal.reason : new Error('cancelled'))
        }
        signal?.addEventListener('abort', cancel, { once: true })
      })
      try {
        return await Promise.race([
          cancelled,
          retry(
            () => attempt(program, replication),
            drop,
            () => signal?.aborted === true,
          ),
        ])
      } finally {
        signal?.removeEventListener('abort', cancel)
      }
    },
    close: drop,
  }
}

async function retry<T>(attempt: () => Promise<T>, drop: () => void, isCancelled: () => boolean): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (isCancelled()) throw error
    drop()
    return attempt()
  }
}
