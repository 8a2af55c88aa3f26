import { Editions } from './editions.tsx'
import { RunbookMain } from './runbook-main.tsx'

/** Document: the runbook of any version. */
export const place = { id: 'runbook', title: 'Runbook', Left: Editions, Main: RunbookMain }
