import { expose } from 'comlink'
import { historyService } from './history-service.worker.ts'

expose(historyService)
