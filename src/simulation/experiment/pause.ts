/** A switch that holds work up and lets it go on: kept by whoever may pause, read by whoever works. */
export class Pause {
  private on = false
  private readonly listeners = new Set<() => void>()

  get isOn(): boolean {
    return this.on
  }

  pause(): void {
    this.turn(true)
  }

  resume(): void {
    this.turn(false)
  }

  /** Calls at every change; the answer stops that. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Resolves as soon as it is off; rejects when the signal fires first. */
  async passed(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (!this.on) return
    await new Promise<void>((resolve, reject) => {
      const stop = this.listen(() => end(resolve))
      const abort = () => end(() => reject(signal?.reason as unknown))
      const end = (settle: () => void) => {
        stop()
        signal?.removeEventListener('abort', abort)
        settle()
      }
      signal?.addEventListener('abort', abort)
    })
  }

  private turn(on: boolean): void {
    if (this.on === on) return
    this.on = on
    for (const listener of this.listeners) listener()
  }
}
