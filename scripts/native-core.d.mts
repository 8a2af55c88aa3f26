import type { Plugin } from 'vite'

/** Where this process keeps the core as modules of Node. */
export const nativeCore: string

/** Has the unit tests import the core natively where they run once, and asks the laws of every run of the engine. */
export function nativeCorePlugin(): Plugin
