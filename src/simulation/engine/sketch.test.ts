import { expect, test } from 'vitest'
import { cellOf, edgeOf, quantileOf, sketchCells } from './sketch.ts'

test('every duration lies in its cell, and the middle of the cell is within 1 % of it', () => {
  for (let x = 0.001; x < 2e9; x *= 1.0037) {
    const cell = cellOf(x)
    expect(edgeOf(cell)).toBeLessThanOrEqual(x)
    expect(edgeOf(cell + 1)).toBeGreaterThan(x)
    expect(Math.abs((edgeOf(cell) + edgeOf(cell + 1)) / 2 - x) / x).toBeLessThan(0.01)
  }
  expect([cellOf(0), cellOf(1e-9), cellOf(1e300)]).toEqual([0, 0, sketchCells - 1])
})

test('quantiles of a known set', () => {
  const cells = new Uint32Array(sketchCells)
  for (let x = 1; x <= 1000; x++) cells[cellOf(x)]!++
  for (const p of [0.5, 0.9, 0.95, 0.99]) expect(Math.abs(quantileOf(cells, 0, 1000, p) / (p * 1000) - 1)).toBeLessThan(0.01)
  expect(quantileOf(new Uint32Array(sketchCells), 0, 0, 0.5)).toBe(0)
})
