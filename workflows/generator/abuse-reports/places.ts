import type { Edition } from '../edition.ts'
import type { Places } from '../place.ts'

/** The drawing, placed by hand: people's work in the middle, the system's along the bottom. */
export function abusePlaces({ name }: Edition): Places {
  return {
    triage: [0, 700],
    duplicate: [12, 900],
    'first-review': [400, 0],
    'choose-queue': [44, 288],
    english: [412, 48],
    iberian: [412, 168],
    japanese: [412, 288],
    arabic: [412, 408],
    european: [412, 528],
    'spam-lane': [400, 860],
    'spam-closed': [800, 874],
    'second-review': [1290, 56],
    overdue: [1290, 258],
    escalation: [1290, name === '1.0.0' ? 520 : 480],
    specialist: [1590, name === '1.0.0' ? 520 : 480],
    decided: [2040, 290],
    quality: [2020, 100],
    notice: [2380, 276],
    removed: [2750, 90],
    limited: [2750, 190],
    suspended: [2750, 290],
    referred: [2750, 390],
    'no-violation': [2750, 490],
  }
}
