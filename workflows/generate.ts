import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { gunzipSync } from 'node:zlib'
import { documentsOf, historyPath, packHistory } from './generator/files.ts'
import { samples } from './generator/sample.ts'

/*
 * Writes the worked samples: documents, scenarios and histories. The same generator gives the same files; one whose content is
 * already right is left alone, since another Node may compress the same text to other bytes.
 *
 *   npm run samples [FOLDER]
 */

const folder = path.resolve(process.argv[2] ?? 'workflows')

for (const sample of samples) {
  for (const [name, text] of documentsOf(sample)) await put(name, Buffer.from(text), (found) => found.toString() === text)
  const csv = sample.history(sample.seed)
  await put(historyPath(sample), packHistory(csv), (found) => gunzipSync(found).toString() === csv)
}

async function put(name: string, content: Buffer, isSame: (found: Buffer) => boolean): Promise<void> {
  const file = path.join(folder, name)
  const found = await readFile(file).catch(() => null)
  if (found && isSame(found)) return
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, content)
  process.stderr.write(`${name}: ${content.length} bytes\n`)
}
