import { randomUUID } from 'node:crypto'
import { type FileHandle, open, readFile, rm, stat } from 'node:fs/promises'
import { UserError } from '../workflow/user-error.ts'

/** Milliseconds after which a lock belongs to a program that was ended, and those between two tries; a try is given up after 400. */
const dead = 10_000
const between = 25
const tries = 400

/**
 * A lock file beside the file keeps the command line and the server from writing at the same moment. Resolves, once it is held, to the way to give it up.
 * Throws a UserError if another program holds it for ten seconds.
 */
export async function lockFile(full: string): Promise<() => Promise<void>> {
  const lock = `${full}.lock`
  for (let attempt = 0; attempt < tries; attempt++) {
    const handle = await create(lock)
    if (handle) return giveUp(lock, handle)
    if (await isDead(lock)) await takeAway(lock)
    await new Promise((resolve) => setTimeout(resolve, between))
  }
  throw new UserError(`${full} is locked by another program. Close it, or delete ${lock} if no other program runs.`)
}

/** Only its own lock: whoever was held up for so long that another took over takes nothing from that one. */
async function giveUp(lock: string, handle: FileHandle): Promise<() => Promise<void>> {
  const owner = randomUUID()
  await handle.writeFile(owner)
  await handle.close()
  return async () => {
    if ((await readFile(lock, 'utf8').catch(() => null)) === owner) await rm(lock, { force: true })
  }
}

/** One at a time takes dead locks away, and looks again first: else the second of two that saw a dead lock would take the new one of the first. */
async function takeAway(lock: string): Promise<void> {
  const turn = `${lock}.take`
  const handle = await create(turn)
  if (!handle) {
    if (await isDead(turn)) await rm(turn, { force: true })
    return
  }
  try {
    await handle.close()
    if (await isDead(lock)) await rm(lock, { force: true })
  } finally {
    await rm(turn, { force: true })
  }
}

function create(path: string): Promise<FileHandle | null> {
  return open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
    return null
  })
}

async function isDead(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && performance.timeOrigin + performance.now() - found.mtimeMs > dead
}
