import { canonicalJson } from '../workflow/canonical.ts'
import type { Draft } from '../workflow/draft.ts'
import type { Json } from '../workflow/json.ts'
import { type Clash, hangsTogether, merge } from '../workflow/merge.ts'
import type { Transition } from '../workflow/transition.ts'
import { describeState, describeTransition } from '../workflow/where.ts'

/** A record that both sides changed, each in its own way: what it is, and each of its parts that differs as it stands on either side. */
export type Question = {
  readonly where: string
  readonly parts: readonly { readonly name: string; readonly ours: string; readonly theirs: string }[]
}

/** `questions`: nobody but a person can decide these; `merged` has our side's version there. Null: the two sides' changes contradict each other. */
export type MergedDrafts = { readonly merged: Draft; readonly questions: readonly Question[] } | null

/** Merges what two sides made of one workflow, record by record. Where both moved the same card, ours stays: places on the drawing mean nothing. */
export function mergeDrafts(base: Draft, ours: Draft, theirs: Draft): MergedDrafts {
  const { mine, clashes } = merge(base, ours, theirs)
  if (!hangsTogether(mine)) return null
  const questions = clashes.filter(({ table }) => table !== 'layout').map((clash) => questionOf(clash, ours, theirs))
  return { merged: mine, questions }
}

function questionOf(clash: Clash, ours: Draft, theirs: Draft): Question {
  const [here, there] = [recordOf(ours, clash), recordOf(theirs, clash)]
  const where = nameOf(clash, here === undefined ? theirs : ours)
  if (here === undefined || there === undefined)
    return {
      where,
      parts: [
        { name: 'the whole of it', ours: here === undefined ? 'removed' : 'changed', theirs: there === undefined ? 'removed' : 'changed' },
      ],
    }
  const names = [...new Set([...Object.keys(here), ...Object.keys(there)])].filter((name) => text(here[name]) !== text(there[name]))
  return { where, parts: names.map((name) => ({ name, ours: text(here[name]), theirs: text(there[name]) })) }
}

function recordOf(draft: Draft, { table, id }: Clash): Readonly<Record<string, unknown>> | undefined {
  const records = (draft as unknown as Readonly<Record<string, Readonly<Record<string, object>>>>)[table]
  return records?.[id] as Readonly<Record<string, unknown>> | undefined
}

function nameOf(clash: Clash, draft: Draft): string {
  const record = recordOf(draft, clash)
  switch (clash.table) {
    case 'states':
      return describeState(draft, clash.id)
    case 'transitions':
      return describeTransition(draft, record as unknown as Transition)
    case 'header':
      return 'the workflow itself'
    default:
      return typeof record?.['title'] === 'string' ? record['title'] : clash.id
  }
}

function text(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing'
  return typeof value === 'string' ? value : canonicalJson(JSON.parse(JSON.stringify(value)) as Json)
}
