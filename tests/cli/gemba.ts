import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/* The command line under test: the built one, always with the working folder `folder`. */

export type Result = { readonly code: number; readonly out: string; readonly err: string }

const root = fileURLToPath(new URL('../..', import.meta.url))
/** What `npm run --silent gemba -- …` starts. */
export const script = join(root, 'scripts/gemba.mjs')

/** Starts the command as a user does, in a process of its own, with this on its standard input. A code of -1: it was killed. */
export function start(folder: string, words: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): Promise<Result> {
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 1e8, env: { ...process.env, ...env } }
    const child = execFile(process.execPath, [script, ...words], options, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    )
    child.stdin?.end(input)
  })
}

let host: Promise<ChildProcess> | null = null
let last: Promise<unknown> = Promise.resolve()

/**
 * Runs the command in a process that runs one after the other (tests/cli/host.mjs), which is what a start takes quicker; nothing is on its standard input. For what
 * is about the process itself (signals, pipes, memory, standard input) there is `start`.
 */
export function run(folder: string, words: readonly string[]): Promise<Result> {
  const result = last.then(async () => {
    const child = await (host ??= open())
    return new Promise<Result>((resolve, reject) => {
      const ended = (code: number | null) => {
        host = null
        reject(new Error(`The process of the command line ended with ${code} in “gemba ${words.join(' ')}”.`))
      }
      child.once('exit', ended)
      child.once('message', (said) => {
        child.off('exit', ended)
        resolve(said as Result)
      })
      child.send({ words, folder })
    })
  })
  last = result.catch(() => undefined)
  return result
}

async function open(): Promise<ChildProcess> {
  const { code, err } = await start(root, ['--version'])
  if (code !== 0) throw new Error(err)
  const child = fork(join(root, 'tests/cli/host.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  await once(child, 'message')
  // It ends with whoever started it, and keeps nobody from ending.
  child.unref()
  child.channel?.unref()
  return child
}
