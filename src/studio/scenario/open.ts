import { create } from 'zustand'
import type { PartId } from './parts.ts'

/** Which part of the scenario is being edited; null: the editor is closed. */
export const useEditor = create<{ readonly part: PartId | null }>(() => ({ part: null }))

export function openEditor(part: PartId): void {
  useEditor.setState({ part })
}

export function closeEditor(): void {
  useEditor.setState({ part: null })
}
