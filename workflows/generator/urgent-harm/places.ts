import type { Places } from '../place.ts'

/** The drawing, placed by hand: the two sides of the response one above the other. */
export function urgentPlaces(): Places {
  return {
    screening: [0, 90],
    assess: [330, 90],
    paging: [330, 330],
    'backup-assess': [330, 520],
    'handed-over': [12, 534],
    response: [790, 0],
    legal: [44, 48],
    'legal-assess': [44, 48],
    referral: [370, 48],
    acknowledgement: [690, 48],
    'call-back': [690, 210],
    'legal-done': [1060, 62],
    safety: [44, 420],
    contain: [44, 48],
    outreach: [410, 48],
    pause: [430, 196],
    'safety-done': [1060, 62],
    manager: [2380, 420],
    record: [2380, 190],
    'content-removed': [2740, 130],
    'help-offered': [2740, 270],
  }
}
