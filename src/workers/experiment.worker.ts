import { expose } from 'comlink'
import { experimentService } from './experiment-service.worker.ts'
import { holdLife } from './life.worker.ts'
import { trustOwnWorkers } from './trusted.browser.ts'

// Its lanes are workers of its own.
trustOwnWorkers()
const life = holdLife()
expose({ ...experimentService, alive: () => life })
