import type { z } from './zod.ts'

/** What a schema found wrong, as sentences: at most `most`, each with the place in the file (`pools[0].id: use lower-case letters …`). */
export function describeIssues(error: z.ZodError, most = 8): string {
  const lines = error.issues.slice(0, most).map((issue) => {
    const place = issue.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '')
    return place === '' ? issue.message : `${place}: ${issue.message}`
  })
  if (error.issues.length > most) lines.push(`and ${error.issues.length - most} more`)
  return lines.join('; ')
}
