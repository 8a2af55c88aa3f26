import { expose } from 'comlink'
import { historyService } from './history-service.worker.ts'
import { holdLife } from './life.worker.ts'

const life = holdLife()
expose({ ...historyService, alive: () => life })
