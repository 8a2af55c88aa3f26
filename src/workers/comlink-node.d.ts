declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { Endpoint } from 'comlink'

  /** A port of `node:worker_threads` as Comlink's endpoint. */
  export default function nodeEndpoint(port: object): Endpoint
}
