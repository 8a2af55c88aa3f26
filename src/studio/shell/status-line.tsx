import { Check, CircleAlert, CloudOff, History, Loader, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatAmount, formatCount } from '../../words/number.ts'
import { type Activity, useActivities, useStale } from '../session/activity.ts'
import { type SaveState, useSession } from '../session/session.ts'
import { workspace } from '../session/workspace.ts'
import { showOverlay } from './overlay.ts'
import { useUnread } from './read-problems.ts'
import { openDrawer } from './regions.ts'
import styles from './status-line.module.css'

/** What is true now: saved, stale, running, offline, unread problems. It is also the place where things are told, aloud too. */
export function StatusLine() {
  const running = useActivities()
  const stale = useStale()
  return (
    <footer data-region="status" tabIndex={-1} className={styles.line} aria-label="Status">
      <Saved />
      <Told />
      <span className={styles.space} />
      {stale !== null && (
        <span className={styles.item} title={stale}>
          <History aria-hidden="true" className={styles.warning} />
          Stale results
        </span>
      )}
      {running.map((activity) => (
        <Running key={activity.id} activity={activity} />
      ))}
      <Offline />
      <ProblemCount />
    </footer>
  )
}

const saveWords: Record<SaveState, string> = {
  saved: 'Saved',
  saving: 'Saving',
  unsaved: 'Not saved yet',
  conflict: 'Changed outside: choose what to keep',
  failed: 'Not saved; trying again',
}

function Saved() {
  const saveState = useSession((state) => state.saveState)
  const home = useHome(saveState)
  const words = saveState === 'saved' && home !== '' ? home : saveWords[saveState]
  if (saveState === 'conflict') {
    return (
      <button type="button" className={styles.item} onClick={() => showOverlay('conflict')} data-save={saveState}>
        <TriangleAlert aria-hidden="true" className={styles.warning} />
        {words}
      </button>
    )
  }
  const Icon = saveState === 'saved' ? Check : saveState === 'failed' ? CircleAlert : Loader
  return (
    <span className={styles.item} data-save={saveState}>
      <Icon aria-hidden="true" className={saveState === 'failed' ? styles.error : styles.quiet} />
      {words}
    </span>
  )
}

const homeWords = {
  browser: 'Saved in this browser',
  folder: 'Saved in the workflows folder',
  memory: 'Kept in this tab only: download a copy',
}

/** Where the work is. Asked after each save, since the browser is asked to keep it for good with the first. */
function useHome(saveState: SaveState): string {
  const [home, setHome] = useState('')
  useEffect(() => {
    let gone = false
    const find = async () => {
      const { home: found } = await workspace()
      const mayGo = found === 'browser' && !(await navigator.storage?.persisted?.())
      if (!gone) setHome(mayGo ? `${homeWords[found]}, which may clear it` : homeWords[found])
    }
    void find().catch(() => undefined)
    return () => {
      gone = true
    }
  }, [saveState])
  return home
}

// What was told is read for some seconds and then makes room.
const readingTime = 8000

function Told() {
  const message = useSession((state) => state.message)
  const [heard, setHeard] = useState(0)
  useEffect(() => {
    if (!message) return
    const timer = setTimeout(() => setHeard(message.count), readingTime)
    return () => clearTimeout(timer)
  }, [message])
  const shown = message !== null && message.count > heard ? message : null
  return (
    <output className={styles.told}>
      {shown && (
        <span key={shown.count} title={shown.text} className={styles[shown.tone]}>
          {shown.text}
        </span>
      )}
    </output>
  )
}

function Running({ activity: { title, done, total, unit, cancel } }: { readonly activity: Activity }) {
  return (
    <span className={styles.item}>
      <progress className={styles.progress} aria-label={title} value={total === null ? undefined : done} max={total ?? 1} />
      {total === null && done === 0
        ? title
        : `${title}, ${total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`} ${unit}`}
      {cancel && (
        <button type="button" className={styles.cancel} aria-label={`Cancel: ${title}`} onClick={cancel}>
          <X aria-hidden="true" />
        </button>
      )}
    </span>
  )
}

function Offline() {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const listen = () => setOnline(navigator.onLine)
    addEventListener('online', listen)
    addEventListener('offline', listen)
    return () => {
      removeEventListener('online', listen)
      removeEventListener('offline', listen)
    }
  }, [])
  if (online) return null
  return (
    <span className={styles.item} title="Gemba needs no network; everything works.">
      <CloudOff aria-hidden="true" className={styles.quiet} />
      Offline
    </span>
  )
}

function ProblemCount() {
  const slug = useSession((state) => state.slug)
  const problems = useSession((state) => state.problems)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const unread = useUnread(slug, problems)
  if (problems.length === 0) return <span className={styles.item}>No problems</span>
  return (
    <button type="button" className={styles.item} onClick={() => openDrawer('problems')}>
      {errors > 0 ? (
        <CircleAlert aria-hidden="true" className={styles.error} />
      ) : (
        <TriangleAlert aria-hidden="true" className={styles.warning} />
      )}
      {errors > 0 ? formatAmount(errors, 'error') : ''}
      {errors > 0 && errors < problems.length ? ', ' : ''}
      {errors < problems.length ? formatAmount(problems.length - errors, 'warning') : ''}
      {unread > 0 && <span className={styles.unread}>{unread} new</span>}
    </button>
  )
}
