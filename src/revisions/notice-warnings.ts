import { sayList } from '../words/list.ts'
import type { Warning } from './change.ts'
import { stateName } from './names.ts'
import type { Sides } from './sides.ts'

/** Ends that restrict somebody and no longer say what is sent to them or how they appeal, or never did because they are new. */
export function noticeWarnings({ base, head }: Sides): Warning[] {
  return Object.values(head.states).flatMap(({ uid, disposition }): Warning[] => {
    if (!disposition?.restrictive) return []
    const before = base.states[uid]?.disposition
    const lacks = (['notice', 'appeal'] as const).filter((part) => !disposition[part] && (!before?.restrictive || before[part]))
    if (lacks.length === 0) return []
    const words = lacks.map((part) => (part === 'notice' ? 'which notice is sent' : 'how to appeal'))
    const text = `${stateName(head, uid)} restricts somebody and ${before?.restrictive ? 'no longer says' : 'does not say'} ${sayList(words, 'or')}`
    return [{ kind: 'notice', text, places: [uid] }]
  })
}
