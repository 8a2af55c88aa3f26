import { readQueries, type SavedQuery, writeQueries } from '../../history/sql/saved-queries.ts'
import { fileBeside } from '../session/beside-file.ts'

/** The queries that are kept with the open workflow. */
export const queriesBeside = fileBeside<SavedQuery>({
  name: 'queries.json',
  read: (text) => {
    const read = readQueries(text)
    return read.ok ? { ok: true, records: read.queries } : read
  },
  write: writeQueries,
})
