/**
 * Ports of the browser journeys: `GEMBA_TEST_PORT` (4398 unless set) serves the static build alone, the next one the app with a folder behind it. Journeys that run side
 * by side have such a pair each, and so a folder of their own. Two checkouts on one machine each set their own.
 */
export const pairs = 2
const first = Number(process.env.GEMBA_TEST_PORT ?? 4398) + 2 * Number(process.env.TEST_PARALLEL_INDEX ?? 0)
export const staticPort = first
export const folderPort = first + 1
export const staticAddress = `http://127.0.0.1:${staticPort}`
export const folderAddress = `http://127.0.0.1:${folderPort}`
