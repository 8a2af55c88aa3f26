import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeWhole } from '../workspace/whole.node.ts'
import { refuse } from './command.ts'

/** Prints data to standard output and waits until it is taken, so that a pipe gets all of it. */
export function print(text: string | Uint8Array): Promise<void> {
  const whole = typeof text !== 'string' || text.endsWith('\n') ? text : `${text}\n`
  return new Promise((resolve, reject) => process.stdout.write(whole, (error) => (error ? reject(error) : resolve())))
}

/** Prints one JSON document. */
export function printJson(value: unknown): Promise<void> {
  return print(JSON.stringify(value, null, 2))
}

/** Words for people, to standard error. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** A progress line that rewrites itself; silent when standard error is not a terminal. */
export function progress(text: string | null): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text ?? ''}`)
}

/** Writes a file whole or not at all; `-` is standard output. */
export async function writeOut(path: string, content: string | Uint8Array): Promise<void> {
  if (path === '-') return print(content)
  const folder = await stat(dirname(path)).catch(() => refuse(`There is no folder ${dirname(path)}; make it first.`))
  if (!folder.isDirectory()) refuse(`${dirname(path)} is not a folder.`)
  await writeWhole(path, content)
}
