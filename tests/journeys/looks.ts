import { expect, type Page } from '@playwright/test'

/**
 * What can be told of a screen's looks by its computed style: at most one primary action outside dialogs; wires at 3 : 1 on the sheet; from 25 % zoom up no
 * title in the drawing under 11 px and no other word under 10 px; no word of a title broken; the list of numbers beside the drawing, not on it; a layer's tag under its title.
 * Words follow a new zoom in a later frame than the cards (`useDeferredValue`), so a screen is right once it came to rest.
 */
export async function looksRight(page: Page, where: string): Promise<void> {
  await expect.soft.poll(() => faultsOf(page), { message: `${where}: looks`, timeout: 5_000 }).toEqual([])
}

async function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility())
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    const luminance = (colour: string) => {
      context.fillStyle = colour
      context.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((part) =>
        part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const contrast = (one: string, other: string) => {
      const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
      return (high + 0.05) / (low + 0.05)
    }
    const found: string[] = []
    const primary = seen('button[data-variant="primary"]').filter((button) => button.closest('[role="dialog"]') === null)
    if (primary.length > 1) found.push(`primary actions: ${primary.map(({ textContent }) => textContent).join(', ')}`)
    const sheet = document.querySelector<HTMLElement>('[role="application"]')
    if (!sheet) return found
    const ground = getComputedStyle(sheet).backgroundColor
    for (const line of sheet.querySelectorAll('.react-flow__edge path:not(.react-flow__edge-interaction)')) {
      const { stroke, opacity } = getComputedStyle(line)
      if (stroke === 'none' || luminance(stroke) === luminance(ground)) continue
      const apart = contrast(stroke, ground)
      if (apart < 3 || opacity !== '1') found.push(`a wire at ${apart.toFixed(2)} : 1, opacity ${opacity}`)
    }
    const zoom = new DOMMatrix(getComputedStyle(sheet.querySelector('.react-flow__viewport')!).transform).a
    if (zoom >= 0.25) {
      const words = [...sheet.querySelectorAll<HTMLElement>('.react-flow__viewport *')].filter(
        (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()) && element.checkVisibility(),
      )
      for (const word of words) {
        const [size, least] = [parseFloat(getComputedStyle(word).fontSize) * zoom, word.matches('[class*="_title_"]') ? 11 : 10]
        if (size < least - 0.25) found.push(`“${word.textContent}” at ${size.toFixed(1)} px`)
      }
    }
    for (const title of sheet.querySelectorAll('.react-flow__node [class*="_title_"]')) {
      const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT)
      for (let text = walker.nextNode(); text; text = walker.nextNode())
        for (const { 0: word, index } of (text.textContent ?? '').matchAll(/\S+/g)) {
          const range = document.createRange()
          range.setStart(text, index)
          range.setEnd(text, index + word.length)
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top / zoom / 4))).size > 1)
            found.push(`“${word}” of “${title.textContent}” is broken within`)
        }
    }
    const [list, flow] = [document.querySelector('[aria-label="States by number"]'), sheet.querySelector('.react-flow')]
    if (
      list &&
      flow &&
      list.getBoundingClientRect().left < flow.getBoundingClientRect().right - 1 &&
      list.getBoundingClientRect().top < flow.getBoundingClientRect().bottom - 1
    )
      found.push('the list of numbers lies on the drawing')
    for (const tag of sheet.querySelectorAll('[class*="_tag_"]')) {
      const title = tag.closest('.react-flow__node')?.querySelector('[class*="_title_"], [class*="_count_"]')
      if (title && tag.getBoundingClientRect().top < title.getBoundingClientRect().bottom - 2)
        found.push(`a number lies on “${title.textContent}”`)
    }
    return [...new Set(found)]
  })
}
