import type { Places } from '../place.ts'

/** The drawing, placed by hand: deciding in the middle, restoring above, the way without admission below. */
export function appealsPlaces(): Places {
  return {
    eligibility: [0, 500],
    statement: [330, 190],
    deciding: [720, 0],
    'independent-review': [44, 160],
    agenda: [380, 60],
    panel: [380, 260],
    chair: [1580, 330],
    reinstatement: [1580, 60],
    'restore-by-hand': [1940, 0],
    notice: [2020, 220],
    withdrawn: [1592, 590],
    reinstated: [2400, 100],
    upheld: [2400, 234],
    inadmissible: [2400, 368],
  }
}
