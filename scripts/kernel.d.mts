import type { Plugin } from 'vite'

/** The bytes of the kernel as its sources are now. */
export function compileKernel(): Promise<Uint8Array<ArrayBuffer>>

/** Lets sources import the kernel's bytes, as text in base 64, from `virtual:kernel`. */
export function kernelPlugin(): Plugin
