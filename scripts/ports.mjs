/** Ports of the browser journeys: `GEMBA_TEST_PORT` (4398 unless set) serves the static build alone, the next one the app with a folder behind it. Two checkouts on one machine each set their own. */
const first = Number(process.env.GEMBA_TEST_PORT ?? 4398)
export const staticPort = first
export const folderPort = first + 1
export const staticAddress = `http://127.0.0.1:${staticPort}`
export const folderAddress = `http://127.0.0.1:${folderPort}`
