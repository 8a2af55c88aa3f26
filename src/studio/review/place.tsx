import { ReviewMain } from './review-main.tsx'
import { ReviewSide } from './review-side.tsx'
import { Versions } from './versions.tsx'

/** Compare two versions, change by change, with the measured effect. */
export const place = { id: 'review', title: 'Review', Left: Versions, Main: ReviewMain, Right: ReviewSide }
