import { readFileSync } from 'node:fs'

/**
 * Most memory that this process has held, in bytes, with its threads. Linux says it of the program itself; what `getrusage` says includes the program
 * that started this one.
 */
export function peakMemory(): number {
  try {
    const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))
    if (found) return Number(found[1]) * 1024
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024
}
