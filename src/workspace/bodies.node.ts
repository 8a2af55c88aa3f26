import type { IncomingMessage } from 'node:http'
import { UserError } from '../workflow/user-error.ts'
import { largestFile } from './files.ts'

/** Bodies of requests that may be in memory at once, in bytes: as much as four of the largest. */
const most = 4 * largestFile

/** The bodies of a server's requests: read only while all that are in memory fit together; the others wait their turn, unread. */
export class Bodies {
  private held = 0
  private readonly waiting: { readonly weight: number; readonly go: () => void }[] = []

  /** Reads the body as text and holds its place until the work is done. Throws a UserError if it is larger than a file may be. */
  async withText<Answer>(request: IncomingMessage, work: (text: string) => Promise<Answer>): Promise<Answer> {
    const said = Number(request.headers['content-length'] ?? largestFile)
    if (said > largestFile) throw tooLarge()
    await this.take(said)
    try {
      return await work(await textOf(request))
    } finally {
      this.held -= said
      this.letIn()
    }
  }

  private take(weight: number): Promise<void> {
    return new Promise((go) => {
      this.waiting.push({ weight, go })
      this.letIn()
    })
  }

  /** In the order in which they came, so that a large one is not passed by for ever. */
  private letIn(): void {
    for (let first = this.waiting[0]; first && this.held + first.weight <= most; first = this.waiting[0]) {
      this.waiting.shift()
      this.held += first.weight
      first.go()
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > largestFile) throw tooLarge()
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function tooLarge(): UserError {
  return new UserError(`The file is larger than ${largestFile / 1024 / 1024} MB.`)
}
