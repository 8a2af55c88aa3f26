// oxlint-disable-next-line typescript/triple-slash-reference -- the declaration is ambient, there is nothing to import
/// <reference path="./virtual-kernel.d.ts" />
import bytes from 'virtual:kernel'
import type { Kernel, KernelExports } from '../simulation/kernel/kernel.ts'

/** The kernel, compiled for this worker; null where WebAssembly cannot be had, and the engine in TypeScript does everything. */
export function loadKernel(): Kernel | null {
  try {
    const module = new WebAssembly.Module(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)))
    return (host) => new WebAssembly.Instance(module, { host, env: { abort } }).exports as unknown as KernelExports
  } catch {
    return null
  }
}

function abort(): never {
  throw new RangeError('the allocation of memory failed')
}
