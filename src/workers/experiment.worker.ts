import { expose } from 'comlink'
import { experimentService } from './experiment-service.worker.ts'
import { holdLife } from './life.worker.ts'

const life = holdLife()
expose({ ...experimentService, alive: () => life })
