import type { Command } from './command.ts'
import { wordsOf } from './error-words.ts'
import { say } from './output.ts'

/** Each command in a file of its own, loaded when it is asked for, so that `gemba schema` does not wait for the engine. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  validate: async () => (await import('./commands/validate.ts')).validate,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
  profile: async () => (await import('./commands/profile.ts')).profile,
  sql: async () => (await import('./commands/sql.ts')).sql,
  discover: async () => (await import('./commands/discover.ts')).discover,
  calibrate: async () => (await import('./commands/calibrate.ts')).calibrate,
  drift: async () => (await import('./commands/drift.ts')).drift,
  forecast: async () => (await import('./commands/forecast.ts')).forecast,
  backtest: async () => (await import('./commands/backtest.ts')).backtest,
  improve: async () => (await import('./commands/improve.ts')).improve,
  diff: async () => (await import('./commands/diff.ts')).diff,
  merge: async () => (await import('./commands/merge.ts')).merge,
  publish: async () => (await import('./commands/publish.ts')).publish,
  training: async () => (await import('./commands/training.ts')).training,
  export: async () => (await import('./commands/export.ts')).exportWorkflow,
  import: async () => (await import('./commands/import.ts')).importWorkflow,
  step: async () => (await import('./commands/step.ts')).step,
  bench: async () => (await import('./commands/bench.ts')).bench,
  schema: async () => (await import('./commands/schema.ts')).schema,
}

/** Runs one command with its words as they were typed, and answers with the exit code. */
export async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === '--version') {
    process.stdout.write(`${__VERSION__}\n`)
    return 0
  }
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    await help()
    return name === undefined ? 2 : 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) return unknown(name)
  const command = await load()
  if (args.includes('--help')) {
    process.stdout.write(helpOf(command))
    return 0
  }
  return runCommand(command, args)
}

async function runCommand(command: Command, args: string[]): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  // A reader that has seen enough (`| head`) is no fault of ours: what is under way ends, and leaves nothing behind.
  let lost: NodeJS.ErrnoException | null = null
  process.stdout.on('error', (error) => {
    lost ??= error
    stop.abort()
  })
  // Whoever closed the terminal reads no more words.
  process.stderr.on('error', () => {})
  try {
    return await command.run({ args, signal: stop.signal })
  } catch (error) {
    if (lost !== null) return isReaderGone(lost) ? 0 : tell(lost)
    if (stop.signal.aborted) {
      say('\nInterrupted; nothing was written.')
      return 130
    }
    return tell(error)
  }
}

function isReaderGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE'
}

/** The one place where an error is turned into words. Its stack is for whoever asks for it. Answers with the exit code. */
export function tell(error: unknown): number {
  say(`gemba: ${wordsOf(error)}`)
  if (process.env.GEMBA_DEBUG) say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return 2
}

function unknown(name: string): number {
  say(`gemba: there is no command “${name}”. “gemba help” lists them.`)
  return 2
}

function helpOf({ usage, summary, flags = [] }: Command): string {
  const width = Math.max(0, ...flags.map(([flag]) => flag.length))
  const lines = flags.map(([flag, meaning]) => `  ${flag.padEnd(width)}  ${meaning}\n`)
  return `gemba ${usage}\n${summary}\n${lines.length > 0 ? `\n${lines.join('')}` : ''}`
}

async function help(): Promise<void> {
  const lines = await Promise.all(
    Object.values(commands).map(async (load) => {
      const { usage, summary } = await load()
      return `  gemba ${usage}\n      ${summary}`
    }),
  )
  process.stdout.write(
    `Gemba ${__VERSION__}: see a safety operation's work flow, and improve it on evidence.\n\n${lines.join('\n')}\n\n“gemba COMMAND --help” explains a command’s flags. “-” is standard input or output; “.gz” is unpacked. Exit codes: 0 done, 1 the check found problems, 2 bad usage or input, 130 interrupted. With GEMBA_DEBUG=1 an error is followed by where it came from.\n`,
  )
}
