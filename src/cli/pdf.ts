import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import usual from './browsers.json' with { type: 'json' }
import { refuse } from './command.ts'

/** Prints an HTML document that loads nothing as a tagged PDF, by the Chromium or Chrome of this machine. `at`: the moment that stands in the file (ISO 8601), so that one document gives the same bytes. */
export async function printPdf(html: string, at: string, signal: AbortSignal): Promise<Uint8Array> {
  const named = process.env.CHROMIUM_PATH
  const browser = named ?? usual.find((path) => existsSync(path))
  if (browser === undefined || !existsSync(browser))
    return refuse(
      named === undefined
        ? 'A PDF is printed by Chromium or Chrome, and there is none on this machine. Install one, or name yours with CHROMIUM_PATH; or write --to html and print it in a browser.'
        : `CHROMIUM_PATH is ${named}, and there is no such file.`,
    )
  const folder = await mkdtemp(join(tmpdir(), 'gemba-pdf-'))
  try {
    const [page, out] = [join(folder, 'runbook.html'), join(folder, 'runbook.pdf')]
    await writeFile(page, html)
    const said = await run(
      browser,
      [
        '--headless',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
        '--no-pdf-header-footer',
        '--generate-pdf-document-outline',
        `--user-data-dir=${join(folder, 'profile')}`,
        `--print-to-pdf=${out}`,
        pathToFileURL(page).href,
      ],
      signal,
    )
    const written = await readFile(out).catch(() => null)
    return written === null ? refuse(`${browser} printed nothing: ${said.trim().split('\n').at(-1) ?? ''}`) : withMoment(written, at)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** The file's own dates, in as many bytes. */
function withMoment(pdf: Buffer, at: string): Uint8Array {
  const digits = at.replace(/\D/g, '').slice(0, 14).padEnd(14, '0')
  const text = pdf.toString('latin1').replace(/\/(CreationDate|ModDate) \(D:\d{14}[^)]*\)/g, (whole, name: string) => {
    const rest = whole.length - `/${name} (D:${digits})`.length
    return `/${name} (D:${digits}${"+00'00'".padEnd(rest).slice(0, rest)})`
  })
  return Buffer.from(text, 'latin1')
}

/** Runs a program to its end; what it says on its error output. */
function run(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], signal, timeout: 180_000 })
    let said = ''
    child.stderr.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-4000)))
    child.on('error', reject)
    child.on('close', () => resolve(said))
  })
}
