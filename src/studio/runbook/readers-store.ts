import { type Reader, readReaders, writeReaders } from '../../runbook/readers.ts'
import { fileBeside } from '../session/beside-file.ts'

/** Who gets the runbook of the open workflow, and what they confirmed. */
export const readersBeside = fileBeside<Reader>({
  name: 'readers.json',
  read: (text) => {
    const read = readReaders(text)
    return read.ok ? { ok: true, records: read.readers } : read
  },
  write: writeReaders,
})
