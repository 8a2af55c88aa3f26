import { fileHash, meaningHash, type Revision } from '../machine/workflow-file.ts'
import type { Draft } from '../workflow/draft.ts'
import type { Approval } from '../workflow/file.ts'

/** What publishing needs to know. `published` is the moment, ISO 8601 with offset or Z: the clock is the caller's. */
type Publication = {
  readonly draft: Draft
  /** The version before it, null for the first. */
  readonly base: string | null
  readonly version: string
  readonly published: string
  readonly author: string
  readonly message: string
  /** Whose approval of just this content stands. */
  readonly approvals?: readonly Approval[]
}

/** Freezes a draft as a revision, with the hash of what it means and of its canonical text. The workflow in it bears the new version. */
export function makeRevision({ draft, base, version, published, author, message, approvals = [] }: Publication): Revision {
  const { layout, header, attributes, pools, states, transitions } = draft
  const workflow = { header: { workflow: { ...header.workflow, version } }, attributes, pools, states, transitions }
  return {
    version,
    base,
    published,
    author,
    message,
    ...(approvals.length === 0 ? {} : { approvals: [...approvals] }),
    hashes: { meaning: meaningHash(workflow), file: fileHash(workflow) },
    workflow,
    layout,
  }
}
