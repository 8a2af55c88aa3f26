import { readFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { browserArgs, findBrowser } from '../../scripts/browser.mjs'

/** Opens diagrams in bpmn-js in a Chromium; what it says of each, and which of the file's shapes and flows it did not draw. */
export async function openDiagrams(
  diagrams: readonly (readonly [name: string, xml: string])[],
): Promise<{ readonly name: string; readonly told: number; readonly faults: readonly string[] }[]> {
  const executablePath = await findBrowser()
  const browser = await chromium.launch({ args: browserArgs, ...(executablePath ? { executablePath } : {}) })
  try {
    const page = await browser.newPage()
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
    await page.setContent('<div id="canvas" style="width:1200px;height:800px"></div>')
    await page.addScriptTag({ content: readFileSync('node_modules/bpmn-js/dist/bpmn-viewer.production.min.js', 'utf8') })
    const opened = []
    for (const [name, xml] of diagrams) {
      const { warnings, drawn } = await page.evaluate(openInPage, xml)
      const told = [...xml.matchAll(/<bpmndi:BPMN(?:Shape|Edge) id="\w+" bpmnElement="(\w+)"/g)].map(([, id]) => id ?? '')
      const undrawn = told.filter((id) => !drawn.includes(id)).map((id) => `${id} is not drawn`)
      opened.push({ name, told: told.length, faults: [...warnings, ...undrawn, ...said.splice(0)] })
    }
    return opened
  } finally {
    await browser.close()
  }
}

/** Runs in the page. */
async function openInPage(text: string): Promise<{ readonly warnings: string[]; readonly drawn: string[] }> {
  type Viewer = {
    importXML: (xml: string) => Promise<{ readonly warnings: readonly { readonly message: string }[] }>
    get: (name: 'elementRegistry') => { readonly getAll: () => readonly { readonly id: string }[] }
    destroy: () => void
  }
  const { BpmnJS } = globalThis as unknown as { readonly BpmnJS: new (options: { readonly container: string }) => Viewer }
  const viewer = new BpmnJS({ container: '#canvas' })
  const { warnings } = await viewer.importXML(text)
  const drawn = viewer
    .get('elementRegistry')
    .getAll()
    .map(({ id }) => id)
  viewer.destroy()
  return { warnings: warnings.map(({ message }) => message), drawn }
}
