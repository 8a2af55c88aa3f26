import type { KernelExports } from './kernel.ts'

/** Writes tables into a kernel's memory. */
export class Image {
  private readonly kernel: KernelExports

  constructor(kernel: KernelExports) {
    this.kernel = kernel
  }

  /** Whole numbers, as i32. Returns their address. */
  ints(values: ArrayLike<number>): number {
    const address = this.kernel.alloc(Math.max(8, values.length * 4))
    new Int32Array(this.kernel.memory.buffer, address, values.length).set(values)
    return address
  }

  /** Numbers, as f64. Returns their address. */
  floats(values: ArrayLike<number>): number {
    const address = this.kernel.alloc(Math.max(8, values.length * 8))
    new Float64Array(this.kernel.memory.buffer, address, values.length).set(values)
    return address
  }
}
