import {
  Boxes,
  CircleDot,
  Cog,
  Columns2,
  Hourglass,
  Minus,
  MoveRight,
  Pause,
  Pencil,
  Plus,
  RotateCcw,
  Split,
  Square,
  UserRound,
  type LucideIcon,
} from 'lucide-react'
import type { StateKind } from '../../workflow/drawing/kind.ts'
import type { ChangeMark } from './layer.ts'

/** One glyph per kind of state, the same on the canvas, in menus and in lists. */
export const kindGlyphs: Record<StateKind, LucideIcon> = {
  review: UserRound,
  automatic: Cog,
  wait: Hourglass,
  batch: Boxes,
  rest: Pause,
  decision: Split,
  final: CircleDot,
  compound: Square,
  parallel: Columns2,
  history: RotateCcw,
}

const changeGlyphs: Record<ChangeMark, LucideIcon> = { added: Plus, removed: Minus, changed: Pencil, moved: MoveRight }

/** The glyph of a kind. */
export function KindGlyph({ kind, size = 16 }: { kind: StateKind; size?: number }) {
  const Glyph = kindGlyphs[kind]
  return <Glyph size={size} strokeWidth={1.75} aria-hidden />
}

/** The glyph of a difference. */
export function ChangeGlyph({ change, size = 12 }: { change: ChangeMark; size?: number }) {
  const Glyph = changeGlyphs[change]
  return <Glyph size={size} strokeWidth={2.5} aria-hidden />
}
