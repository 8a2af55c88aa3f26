import { HistoryPlace } from './history-place.tsx'

/** Bring history: see what is in it, and calibrate the scenario from it. */
export const place = { id: 'history', title: 'History', Main: HistoryPlace }
