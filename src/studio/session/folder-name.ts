import { workspace } from './workspace.ts'

/** A folder's name near a title, which no workflow has yet. */
export async function freeSlug(title: string): Promise<string> {
  const taken = new Set((await (await workspace()).list('')).map(({ path }) => path.split('/')[0] ?? ''))
  const wanted = slugOf(title)
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted.slice(0, 55)}-${number}`
    if (!taken.has(slug)) return slug
  }
}

/** `User reports of abuse` becomes `user-reports-of-abuse`. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return plain.slice(0, 60).replace(/-+$/, '') || 'workflow'
}
