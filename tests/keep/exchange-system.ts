import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { afterAll, beforeAll } from 'vitest'

/** Node's own functions as they are. */
export const system = { ...fs }

/** Puts other functions in place of Node's own while this file's tests run, for every module that imports them: test files share their modules. */
export function exchangeSystem(functions: Partial<typeof fs>): void {
  const exchange = (given: object) => {
    Object.assign(fs, given)
    syncBuiltinESMExports()
  }
  beforeAll(() => exchange(functions))
  afterAll(() => exchange(system))
}
