import type { Edition } from '../edition.ts'
import type { Places } from '../place.ts'

/** The drawing, as laid out for a window of 1440 × 900. */
export function abusePlaces({ name }: Edition): Places {
  return {
    triage: [1524, 0],
    duplicate: [1760, 204],
    'first-review': [176, 204],
    'choose-queue': [548, 48],
    english: [296, 220],
    iberian: [548, 220],
    japanese: [44, 220],
    arabic: [800, 220],
    european: [1052, 220],
    'spam-lane': [1508, 328],
    'spam-closed': [1508, 652],
    'second-review': [600, 652],
    overdue: [880, 832],
    escalation: [1176, name === '1.0.0' ? 692 : 652],
    specialist: [1212, 832],
    decided: [852, 1128],
    quality: [660, 1280],
    notice: [864, 1468],
    removed: [360, 1672],
    limited: [1116, 1672],
    suspended: [1368, 1672],
    referred: [864, 1672],
    'no-violation': [612, 1672],
  }
}
