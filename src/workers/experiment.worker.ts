import { expose } from 'comlink'
import { experimentService } from './experiment-service.worker.ts'

expose(experimentService)
