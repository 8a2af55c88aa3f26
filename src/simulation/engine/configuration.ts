import type { Remembered } from './entry-set.ts'
import { reactionTo, reactionWithout } from './reaction.ts'
import type { Reaction, Rules } from './reaction.ts'

/** The active states of a case in the order in which XState holds them, with what history states remember, and how it reacts as far as was asked. */
export class Configuration {
  readonly states: Int32Array
  readonly remembered: Remembered
  private reactions: Reaction | null = null
  private eventless: Reaction | null = null

  constructor(states: Int32Array, remembered: Remembered) {
    this.states = states
    this.remembered = remembered
  }

  /** Reaction to an event. */
  to(event: number, rules: Rules): Reaction {
    for (let reaction = this.reactions; reaction !== null; reaction = reaction.next) if (reaction.event === event) return reaction
    this.reactions = reactionTo(event, this.states, rules, this.reactions)
    return this.reactions
  }

  /** Reaction without an event: `always`. */
  always(rules: Rules): Reaction {
    this.eventless ??= reactionWithout(this.states, rules)
    return this.eventless
  }

  /** Drops what was worked out; it will be worked out again when asked for. */
  forget(): void {
    this.reactions = null
    this.eventless = null
  }
}
