// oxlint-disable-next-line typescript/triple-slash-reference -- the declaration is ambient, there is nothing to import
/// <reference path="./comlink-node.d.ts" />
import { parentPort } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { engineService } from './engine-service.ts'

if (parentPort === null) throw new Error('engine.node runs on a worker thread only')
expose(engineService(), nodeEndpoint(parentPort))
