import { open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { refuse } from './command.ts'
import { print } from './output.ts'

/** Lines for a file that appears when it is whole, or for standard output (`-`). They are kept until `flush`, so call it often. */
export class Lines {
  private readonly path: string
  private readonly part: string
  private file: FileHandle | null = null
  private kept: string[] = []

  constructor(path: string) {
    this.path = path
    this.part = `${path}.${process.pid}.part`
  }

  add(line: string): void {
    this.kept.push(line)
  }

  /** Writes what is kept. Rejects where the file cannot be written. */
  async flush(): Promise<void> {
    if (this.kept.length === 0) return
    const text = `${this.kept.join('\n')}\n`
    this.kept = []
    if (this.path === '-') return print(text)
    this.file ??= await this.open()
    await this.file.writeFile(text)
  }

  /** Puts the whole file in its place. */
  async finish(): Promise<void> {
    await this.flush()
    if (this.path === '-') return
    this.file ??= await this.open()
    await this.file.sync()
    await this.file.close()
    this.file = null
    await rename(this.part, this.path)
  }

  private open(): Promise<FileHandle> {
    return open(this.part, 'w').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      return refuse(`${this.path} cannot be written: there is no folder ${dirname(this.path)}; make it first.`)
    })
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    this.kept = []
    await this.file?.close()
    this.file = null
    if (this.path !== '-') await rm(this.part, { force: true })
  }
}
