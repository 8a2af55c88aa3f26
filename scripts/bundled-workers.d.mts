import type { Plugin } from 'vite'

/** Serves each worker that a page under test starts bundled, made once: as it is shipped, and in one request instead of a hundred. */
export function bundledWorkersPlugin(): Plugin
