import { compileKernel } from '../../scripts/kernel.mjs'
import type { Kernel, KernelExports } from '../../src/simulation/kernel/kernel.ts'

/** The kernel, compiled from its sources as they are. */
export async function kernelHere(): Promise<Kernel> {
  const module = new WebAssembly.Module(await compileKernel())
  const abort = () => {
    throw new RangeError('the allocation of memory failed')
  }
  return (host) => new WebAssembly.Instance(module, { host, env: { abort } }).exports as unknown as KernelExports
}
