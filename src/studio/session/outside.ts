import { changeBetween, isEmpty } from '../../workflow/change-set.ts'
import { openProject, saveProject } from '../../workspace/project.ts'
import { acknowledge, hangsTogether, merge, share } from '../../workflow/merge.ts'
import { renamed } from './open.ts'
import { copyPasts } from './past.ts'
import { ask, flush, inTurn, join, keepUnsaved, saveAll } from './save.ts'
import { pageSession, say, type Session, type SessionTables } from './session.ts'

/** Watches the workspace: a workflow that is saved here follows a change made outside; one with unsaved edits meets it when it is saved. */
export function startWatching(of: Session = pageSession()): () => void {
  let stopped = false
  let stop = () => {}
  // What changes while something is saved here is looked at as soon as that is done.
  const missed = new Set<string>()
  const onChange = (path: string) => {
    const { slug, saveState } = of.store.getState()
    if (slug === null || !path.startsWith(`${slug}/`) || !path.endsWith('.json')) return
    if (saveState === 'saved') void inTurn(of, () => follow(of, path)).catch(() => missed.add(path))
    else missed.add(path)
  }
  const unsubscribe = of.store.subscribe(({ saveState }, before) => {
    if (saveState !== 'saved' || before.saveState === 'saved') return
    const paths = [...missed]
    missed.clear()
    paths.forEach(onChange)
  })
  void of.files().then(
    (files) => {
      if (stopped) return
      const onTold = (sentence: string) => {
        say(sentence, 'warning', of)
        void flush(of)
      }
      const stops = [files.watch(onChange), files.told(onTold)]
      stop = () => stops.forEach((end) => end())
    },
    // Whoever opens a workflow is told.
    () => undefined,
  )
  return () => {
    stopped = true
    unsubscribe()
    stop()
  }
}

/** Takes in what a file of the open workflow has become, if it is not what we wrote ourselves. */
async function follow(of: Session, path: string): Promise<void> {
  await saveAll(of)
  const { slug, saveState } = of.store.getState()
  if (slug === null || !path.startsWith(`${slug}/`) || saveState !== 'saved') return
  const files = await of.files()
  const file = await files.read(path)
  if ((file?.tag ?? undefined) === of.held.tags[path]) return
  const read = await openProject(files, slug)
  if (!read.ok) {
    const isGone = !(await files.list(`${slug}/`)).some((entry) => entry.path === `${slug}/workflow.json`)
    return ask(of, { kind: isGone ? 'gone' : 'unreadable', text: isGone ? `${slug}/workflow.json was deleted outside.` : read.message })
  }
  if (join(of, read.project)) say('The workflow was changed outside and is shown as it is now. Undo takes it away.', 'plain', of)
  await saveAll(of)
}

/** Both sides of a question: the workflow with what was made here in the records in question, and with what was made outside. */
export type BothSides = { readonly mine: SessionTables; readonly theirs: SessionTables }

/** The two answers to a question, from the files as they are now; or why they cannot be read. */
export async function bothSides(of: Session = pageSession()): Promise<BothSides | string> {
  const sides = await readSides(of)
  return typeof sides === 'string' ? sides : sides.answers
}

async function readSides(of: Session) {
  const { slug } = of.store.getState()
  if (slug === null) return 'No workflow is open.'
  const read = await openProject(await of.files(), slug)
  if (!read.ok) return read.message
  const { tables } = of.store.getState()
  const outside = share(of.held.tables, read.project.tables)
  const merged = merge(acknowledge(of.held.tables, outside, of.attempts), tables, outside)
  const answers: BothSides = {
    mine: hangsTogether(merged.mine) ? merged.mine : tables,
    theirs: hangsTogether(merged.theirs) ? merged.theirs : outside,
  }
  return { project: read.project, outside, answers }
}

/**
 * Answers the question with one of its sides: everything that only one side changed stays either way. The other side is one undo away. Files that are gone or
 * cannot be read are written anew by `mine`.
 */
export function answer(side: 'mine' | 'theirs', of: Session = pageSession()): Promise<void> {
  return inTurn(of, async () => {
    const { slug, question } = of.store.getState()
    if (slug === null) return
    if (side === 'mine' && question !== null && question.kind !== 'both') return putBack(of, slug)
    const sides = await readSides(of)
    if (typeof sides === 'string') return say(sides, 'error', of)
    const { tables, undo, redo, selection } = of.store.getState()
    const next = share(tables, sides.answers[side])
    const change = changeBetween(tables, next)
    of.held = { tables: sides.outside, tags: sides.project.tags }
    of.attempts = []
    of.store.setState({
      tables: next,
      revisions: sides.project.revisions,
      saveState: 'unsaved',
      question: null,
      selection: new Set([...selection].filter((id) => Object.hasOwn(next.states, id) || Object.hasOwn(next.transitions, id))),
      undo: isEmpty(change) ? undo : [...undo, { label: side === 'mine' ? 'Change from outside' : 'Load theirs', change }],
      redo: isEmpty(change) ? redo : [],
    })
    await saveAll(of)
  })
}

/** Writes the screen's version where files are gone or cannot be read. One that somebody has written meanwhile is met as any change from outside. */
async function putBack(of: Session, slug: string): Promise<void> {
  const files = await of.files()
  const read = await openProject(files, slug)
  const readable: Readonly<Record<string, string>> = read.ok ? read.project.tags : {}
  const there = (await files.list(`${slug}/`)).filter(({ path }) => editable.test(path))
  const broken = there.filter(
    ({ path }) => readable[path] === undefined && (path in of.held.tags || !/\/(scenarios|proposals)\//.test(path)),
  )
  const tags = Object.fromEntries(Object.entries(of.held.tags).filter(([path]) => there.some((entry) => entry.path === path)))
  // Where the draft cannot be read, the rest was not looked at: it keeps the tag that it had.
  for (const { path, tag } of broken) if (read.ok || path.endsWith('/workflow.json') || tags[path] === undefined) tags[path] = tag
  of.held = { ...of.held, tags }
  of.store.setState({ saveState: 'unsaved', question: null })
  await saveAll(of)
}

/** The files of a workflow's folder that an edit writes. */
const editable = /^[^/]+\/(workflow\.json|layout\.json|(scenarios|proposals)\/[^/]+\.json)$/

/** Writes the session's version as a workflow of its own. The answer “keep mine as a copy” to a question. Returns its folder, or null where it was not written. */
export function keepAsCopy(of: Session = pageSession()): Promise<string | null> {
  return inTurn(of, async () => {
    const { slug } = of.store.getState()
    if (slug === null) return null
    const files = await of.files()
    const taken = new Set((await files.list('')).map(({ path }) => path.split('/')[0]))
    let copy = `${slug}-copy`.slice(0, 60)
    for (let number = 2; taken.has(copy); number++) copy = `${slug.slice(0, 50)}-copy-${number}`
    let tags = {}
    await copyPasts(files, slug, copy, Object.values(of.store.getState().tables.scenarios))
    for (;;) {
      const { tables } = of.store.getState()
      const saved = await saveProject(files, copy, renamed(tables, copy, `${tables.header.workflow.title} (copy)`), tags)
      if (!saved.ok) {
        const reason = saved.failed[0]?.error.message ?? `${saved.conflicts.join(', ')} exists already.`
        say(`The copy was not written: ${reason}`, 'error', of)
        return null
      }
      tags = saved.tags
      // An edit made while the copy was written belongs into it.
      if (of.store.getState().tables === tables) break
    }
    // Mine is in the copy: here nothing is left to save, and what is made next is made on theirs.
    of.held = { ...of.held, tables: of.store.getState().tables }
    await keepUnsaved(of)
    of.store.setState({ saveState: 'saved', question: null })
    return copy
  })
}
