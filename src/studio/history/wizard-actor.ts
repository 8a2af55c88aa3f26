import { createActor } from 'xstate'
import { forgetFileDrawnFrom } from '../session/draw-from-history.ts'
import { finish, report } from '../session/activity.ts'
import { forgetRows, historyWorker, setLoadedHistory, setRoster } from '../session/loaded-history.ts'
import { session } from '../session/session.ts'
import type { HistoryFile } from '../../workers/history.browser.ts'
import { wizard } from './wizard.ts'

/** The wizard of this session. It outlives the place, so that reading goes on while the user looks elsewhere. */
export const wizardActor = createActor(wizard, {
  input: {
    worker: {
      readHead: (file) => historyWorker().readHead(file),
      read: (file, mapping, onProgress) => historyWorker().read(file, mapping, onProgress),
      readRoster: (...given) => historyWorker().readRoster(...given),
      forgetRoster: () => historyWorker().forgetRoster(),
      cancel: () => historyWorker().cancel(),
      profile: () => historyWorker().profile(),
      rowsBehind: (...given) => historyWorker().rowsBehind(...given),
      rowsAsCsv: (...given) => historyWorker().rowsAsCsv(...given),
      sqlOffer: () => historyWorker().sqlOffer(),
      ask: (...given) => historyWorker().ask(...given),
      cancelQuery: () => historyWorker().cancelQuery(),
      calibrate: (...given) => historyWorker().calibrate(...given),
      discover: (...given) => historyWorker().discover(...given),
      arrivals: (...given) => historyWorker().arrivals(...given),
      compileReplay: (...given) => historyWorker().compileReplay(...given),
      forget: () => historyWorker().forget(),
    },
  },
})
let last: HistoryFile | null = null
wizardActor.subscribe(({ value, context }) => {
  const { file, mapping, profile, progress } = context
  // A roster stays beside its history while that is read again, and goes with it.
  if (last !== (file?.blob ?? null)) setRoster(null)
  last = file?.blob ?? null
  const { slug } = session.getState()
  const loaded = value === 'ready' && profile && file && mapping && slug !== null ? { slug, fileName: file.name, mapping, profile } : null
  setLoadedHistory(loaded)
  if (value !== 'reading') finish('history')
  else
    report({
      id: 'history',
      title: `Reading ${file?.name ?? 'the history'}`,
      done: progress?.rows ?? 0,
      total: null,
      unit: 'rows',
      cancel: () => wizardActor.send({ type: 'CANCEL' }),
    })
})
wizardActor.start()
session.subscribe((now, before) => {
  if (now.slug === before.slug) return
  wizardActor.send({ type: 'AGAIN' })
  forgetRows()
})

/** Lets go of the history: its rows, its profile, its file and what was asked of it. What was fitted to it stays in the scenario. */
export function forgetHistory(): void {
  const { slug } = session.getState()
  wizardActor.send({ type: 'AGAIN' })
  forgetRows()
  if (slug !== null) forgetFileDrawnFrom(slug)
}
