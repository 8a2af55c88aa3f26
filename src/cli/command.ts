import { UserError } from '../workflow/user-error.ts'

/** What a command gets: its arguments, and how to be stopped. */
type Call = { readonly args: string[]; readonly signal: AbortSignal }

/** One command of the command line. `run` answers with the exit code: 0 done, 1 the check found problems. */
export type Command = {
  readonly usage: string
  readonly summary: string
  /** What flags mean that do not speak for themselves, for `gemba COMMAND --help`. */
  readonly flags?: readonly (readonly [flag: string, meaning: string])[]
  readonly run: (call: Call) => Promise<number>
}

/** Bad usage or bad input: throws a UserError, whose message goes to standard error, and the command ends with 2. An expression, so that it can stand where a value is needed. */
export function refuse(message: string): never {
  throw new UserError(message)
}
