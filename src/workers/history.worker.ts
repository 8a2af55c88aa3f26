import { expose } from 'comlink'
import { historyService } from './history-service.ts'

expose(historyService)
