const key = 'gemba.screen.singleKeys'

/** Whether shortcuts of one bare key (1 to 6, ?) are on. They can be turned off for people who dictate or press keys by accident (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(key) !== 'false'
  } catch {
    return true
  }
}

/** Turns them on or off, for this browser. */
export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(key, String(on))
  } catch {
    // They stay as they are.
  }
}
