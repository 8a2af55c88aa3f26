import type { Places } from '../place.ts'

/** The drawing, as laid out for a window of 1440 × 900. */
export function urgentPlaces(): Places {
  return {
    screening: [0, 96],
    assess: [332, 0],
    paging: [800, 0],
    'backup-assess': [1156, 0],
    'handed-over': [0, 984],
    response: [0, 272],
    legal: [44, 48],
    'legal-assess': [44, 112],
    referral: [372, 96],
    acknowledgement: [684, 96],
    'call-back': [1152, 48],
    'legal-done': [1572, 72],
    safety: [44, 368],
    contain: [388, 48],
    outreach: [852, 68],
    pause: [388, 172],
    'safety-done': [1232, 76],
    manager: [0, 1144],
    record: [336, 1156],
    'content-removed': [736, 1260],
    'help-offered': [736, 1152],
  }
}
