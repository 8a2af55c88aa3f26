/** Goes through all that chance can do: runs the same thing again until each option of each draw was taken. */
export type Choices = {
  /** One of the options: the first at first, another in each run. Without options the empty text. */
  draw(options: readonly string[]): string
  /** Runs once for each combination of what the draws in it can give. */
  each(run: () => void): void
}

/** All choices, in the order of the options, the last draw changing first. */
export function allChoices(): Choices {
  let script: { taken: number; of: number }[] = []
  let at = 0
  return {
    draw: (options) => {
      const step = (script[at] ??= { taken: 0, of: options.length })
      at++
      return options[step.taken] ?? ''
    },
    each: (run) => {
      script = []
      do {
        at = 0
        run()
        script.length = at
        while (script.length > 0 && (script.at(-1)?.taken ?? 0) + 1 >= (script.at(-1)?.of ?? 0)) script.pop()
        const last = script.at(-1)
        if (last) last.taken++
      } while (script.length > 0)
    },
  }
}
