import { UserError } from '../workflow/user-error.ts'

/** A file of the workspace. `tag` identifies its content (lower-case hexadecimal SHA-256), so equal tags mean equal bytes. */
export type FileEntry = { readonly path: string; readonly size: number; readonly tag: string }

/** What a write came to. `conflict` is the tag that the file has instead of the expected one; null when it is gone. Nothing was written then. */
export type WriteResult = { readonly ok: true; readonly tag: string } | { readonly ok: false; readonly conflict: string | null }

/**
 * Where everything is kept: files under short paths such as `abuse-reports/workflow.json`. Three homes implement it: browser storage,
 * the local server behind the page, and a folder in Node. A write names the tag that it read, so a file changed by somebody else
 * is never overwritten; it is done when the promise resolves, and whole or not at all.
 */
export interface Files {
  /** For the status line: where the work is. */
  readonly home: 'browser' | 'folder' | 'memory'
  /** Calls back with each sentence that the user must know about the home itself (put back, held up, not kept), those of before first. Returns the way to stop. */
  told(listener: (sentence: string) => void): () => void
  /** Entries under the prefix (`''` for all), sorted by path. */
  list(prefix: string): Promise<FileEntry[]>
  /** Text of a file, or null if there is none. */
  read(path: string): Promise<{ readonly text: string; readonly tag: string } | null>
  /** Bytes of a file (a compressed history), or null. */
  readBytes(path: string): Promise<Uint8Array | null>
  /** Writes if the file still has the expected tag (null: if it does not exist). */
  write(path: string, text: string, expected: string | null): Promise<WriteResult>
  /** Removes the file if it still has the expected tag; a file that is not there is removed already. */
  remove(path: string, expected: string): Promise<WriteResult>
  /** Calls back with the path of a file that somebody else changed. Returns the way to stop. */
  watch(onChange: (path: string) => void): () => void
}

/** Largest file that a workspace reads or writes, in bytes. */
export const largestFile = 64 * 1024 * 1024

const segment = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const extension = /\.(json|md|html|csv|csv\.gz|jsonl|jsonl\.gz)$/

/** Whether a path may name a file of a workspace: at most four plain segments, a known extension, nothing hidden and no way up. */
export function isSafePath(path: string): boolean {
  const parts = path.split('/')
  return parts.length <= 4 && parts.every((part) => segment.test(part) && !part.endsWith('.')) && extension.test(path)
}

/** Throws the sentence that a person can act on if the path is not safe. */
export function requireSafePath(path: string): void {
  if (!isSafePath(path))
    throw new UserError(
      `“${path.slice(0, 120)}” is not a place in the workspace: use up to four plain names and .json, .jsonl, .jsonl.gz, .md, .html, .csv or .csv.gz.`,
    )
}
