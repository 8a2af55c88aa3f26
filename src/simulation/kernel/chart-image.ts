import { Configurations } from '../engine/configurations.ts'
import type { Microstep } from '../engine/microstep.ts'
import type { Candidate, Reaction, Rules } from '../engine/reaction.ts'
import { mostConfigurations } from '../program/most-configurations.ts'
import type { Chart } from '../program/program.ts'
import type { Image } from './image.ts'
import type { KernelExports } from './kernel.ts'

/** The statechart for the kernel: reactions and microsteps as `Configurations` works them out, written into its memory when it first asks for them. */
export class ChartImage {
  private readonly configurations: Configurations
  private readonly rules: Rules
  private readonly image: Image
  private readonly kernel: KernelExports

  constructor(chart: Chart, kernel: KernelExports, image: Image) {
    this.rules = { chart, guards: [] }
    this.configurations = new Configurations(this.rules, () => {}, Infinity)
    this.kernel = kernel
    this.image = image
  }

  /** Address of the reaction of a configuration to an event, -1: none; 0: there are too many configurations. */
  react(configuration: number, event: number): number {
    if (this.configurations.all.length > mostConfigurations) return 0
    const of = this.configurations.all[configuration]!
    return this.writeReaction(event < 0 ? of.always(this.rules) : of.to(event, this.rules))
  }

  /** Address of the microstep of the first `count` transitions picked; 0: there are too many configurations. */
  plan(configuration: number, count: number): number {
    if (this.configurations.all.length > mostConfigurations) return 0
    const picked = [...new Int32Array(this.kernel.memory.buffer, this.kernel.picked.value, count)]
    return this.writeMicrostep(this.configurations.plan(this.configurations.all[configuration]!, picked))
  }

  first(): number {
    return this.writeMicrostep(this.configurations.start())
  }

  private writeReaction({ first, single }: Reaction): number {
    return this.image.ints([this.writeCandidates(first), 0, single ? 1 : 0])
  }

  private writeCandidates(candidate: Candidate | null): number {
    if (candidate === null) return 0
    const next = this.writeCandidates(candidate.next)
    const { transition, place, from } = candidate
    return this.image.ints([transition, this.rules.chart.guard[transition]!, place, from, 0, next])
  }

  private writeMicrostep({ deeds, raised, endedIn, changed, rests, next }: Microstep): number {
    const [deedsAt, raisedAt] = [this.image.ints(deeds), this.image.ints(raised)]
    return this.image.ints([deedsAt, deeds.length, raisedAt, raised.length, endedIn, changed ? 1 : 0, rests ? 1 : 0, next])
  }
}
