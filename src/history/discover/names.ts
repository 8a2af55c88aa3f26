import { freeKey } from '../../workflow/key.ts'
import { plainName } from '../activity-states.ts'

/** What a state is called: by its key in the machine, and by its title. */
export type StateName = { readonly key: string; readonly title: string }

/**
 * Keys and titles for the states of a drawing, such that every activity of the log finds its own state again (activity-states.ts): no title or key of
 * one state is, but for case, accents and punctuation, that of another.
 */
export class StateNames {
  readonly #keys = new Set<string>()
  readonly #plain: Set<string>

  constructor(activities: readonly string[]) {
    this.#plain = new Set(activities.map(plainName))
  }

  /** The name of an activity's state: its title is the activity, whatever it holds. */
  ofActivity(activity: string): StateName {
    return { key: this.#key(activity, plainName(activity)), title: activity.trim() === '' ? activity : activity.trim() }
  }

  /** The name of a state that is no activity. */
  ofPart(wanted: string): StateName {
    let title = wanted
    for (let number = 2; this.#plain.has(plainName(title)); number++) title = `${wanted} ${number}`
    this.#plain.add(plainName(title))
    return { key: this.#key(title, plainName(title)), title }
  }

  #key(title: string, own: string): string {
    const words = title
      .normalize('NFD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 48)
    const taken = new Set(this.#keys)
    let key = freeKey(words || 'activity', taken)
    while (plainName(key) !== own && this.#plain.has(plainName(key))) {
      taken.add(key)
      key = freeKey(key, taken)
    }
    this.#keys.add(key)
    return key
  }
}
