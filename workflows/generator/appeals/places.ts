import type { Places } from '../place.ts'

/** The drawing, as laid out for a window of 1440 × 900. */
export function appealsPlaces(): Places {
  return {
    eligibility: [0, 0],
    statement: [340, 164],
    deciding: [0, 340],
    'independent-review': [44, 48],
    agenda: [368, 48],
    panel: [692, 48],
    chair: [0, 772],
    reinstatement: [344, 676],
    'restore-by-hand': [676, 652],
    notice: [0, 1048],
    withdrawn: [0, 596],
    reinstated: [404, 1056],
    upheld: [404, 1164],
    inadmissible: [404, 948],
  }
}
