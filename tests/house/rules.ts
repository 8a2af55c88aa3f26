import type { SourceFile } from './read.ts'

/** The ladder, top first (architecture.md): a room imports only rooms on lines above its own. */
const ladder = [
  ['words'],
  ['workflow'],
  ['machine'],
  ['simulation'],
  ['history'],
  ['lean', 'revisions', 'backtest', 'forecast'],
  ['exchange', 'proposals', 'drift', 'safety'],
  ['runbook'],
  ['workspace', 'workers'],
  ['studio', 'cli'],
]
/** The same inside the simulation: what is asked, what goes into and comes out of an engine, the engines, what is made of their observations, and who runs them. */
const simulationLadder = [['model'], ['program'], ['engine'], ['kernel', 'compile'], ['report'], ['experiment']]
/** The same inside the studio. */
const studioLadder = [
  ['kit'],
  ['session'],
  ['fields'],
  ['canvas'],
  ['scenario'],
  ['simulate', 'walk'],
  ['design', 'history', 'improve', 'review', 'runbook', 'start'],
  ['shell'],
  ['main'],
]

/** Which rooms, or which one file, may import a package. One that is not listed has no home. */
const homes: Readonly<Record<string, readonly string[]>> = {
  zod: ['workflow/zod.ts'],
  '@noble/hashes': ['workflow'],
  xstate: ['machine', 'studio'],
  '@marcbachmann/cel-js': ['machine'],
  papaparse: ['history'],
  hyparquet: ['history'],
  'hyparquet-compressors': ['history'],
  'read-excel-file': ['history'],
  '@duckdb/node-api': ['cli'],
  '@duckdb/duckdb-wasm': ['workers'],
  'apache-arrow': ['workers'],
  fflate: ['history', 'runbook'],
  'bpmn-moddle': ['exchange'],
  '@babel/parser': ['exchange'],
  elkjs: ['workers'],
  'virtual:kernel': ['workers'],
  comlink: ['workers'],
  marked: ['runbook'],
  docx: ['runbook'],
  idb: ['workspace'],
  react: ['studio'],
  'react-dom': ['studio'],
  '@xyflow/react': ['studio/canvas'],
  '@xstate/react': ['studio'],
  '@base-ui/react': ['studio'],
  '@fontsource-variable/source-sans-3': ['studio/kit'],
  'lucide-react': ['studio'],
  cmdk: ['studio'],
  zustand: ['studio'],
  '@statelyai/inspect': ['studio/walk'],
}

/** What the kit may read outside the studio: forms of files, which are no words of the domain. */
const kitReads = ['workflow/csv.ts']

const clock = ['Date.now', 'new Date()', 'performance.now']
const dice = ['Math.random', 'crypto.getRandomValues', 'crypto.randomUUID']
/** Math functions whose last bit is the engine's choice: measured to differ between Chromium and Node. */
const uneven = [
  'exp',
  'expm1',
  'log',
  'log1p',
  'log2',
  'log10',
  'pow',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'atan2',
  'sinh',
  'cosh',
  'tanh',
  'cbrt',
  'hypot',
  // All of them, in a pattern or by a name that is worked out.
  '*',
].map((name) => `Math.${name}`)
/** A power is as uneven as `Math.pow`, but for powers of two, which every engine has to the last bit. */
const unevenOperator = '**'

/** Everything that is against the rules of the house, one sentence each; empty when all is well. Reading no file is a fault of its own. */
export function findFaults(files: readonly SourceFile[]): string[] {
  if (files.length === 0) return ['The house test read no file: its folder is wrong.']
  return [...files.flatMap((file) => [...upwardArrows(file), ...homeless(file), ...reachesOut(file)]), ...cycles(files)]
}

const roomOf = (path: string) => path.split('/')[0] ?? path
/** The Node, worker and browser sides of a room may do what the room itself may not. */
const isOuter = (path: string) => /^(studio|cli)\//.test(path) || /\.(browser|node|worker)\.tsx?$/.test(path)

function upwardArrows({ path, imports }: SourceFile): string[] {
  const own = imports.filter(({ own }) => own).map(({ target }) => target)
  const faults = own
    .filter((target) => !mayImport(ladder, roomOf(path), roomOf(target)))
    .map((target) => `${path} imports ${target}: against the ladder, ${roomOf(target)} is not above ${roomOf(path)}.`)
  if (roomOf(path) === 'simulation') return [...faults, ...insideSimulation(path, own)]
  if (roomOf(path) !== 'studio') return faults
  const inner = (file: string) => (file.split('/').length > 2 ? (file.split('/')[1] ?? '') : 'main')
  const inside = own.filter((target) => roomOf(target) === 'studio' && !mayImport(studioLadder, inner(path), inner(target)))
  return [
    ...faults,
    ...inside.map((target) => `${path} imports ${target}: against the ladder inside the studio.`),
    ...(inner(path) === 'kit'
      ? own

          .filter((target) => !['studio', 'words'].includes(roomOf(target)) && !kitReads.includes(target))
          .map((target) => `${path} imports ${target}: the kit knows no word of the domain.`)
      : []),
  ]
}

/** Files of the simulation lie in its rooms, none on the landing between them. */
function insideSimulation(path: string, own: readonly string[]): string[] {
  const inner = (file: string) => file.split('/')[1] ?? ''
  return own
    .filter((target) => roomOf(target) === 'simulation' && !mayImport(simulationLadder, inner(path), inner(target)))
    .map((target) => `${path} imports ${target}: against the ladder inside the simulation.`)
}

function mayImport(floors: readonly (readonly string[])[], from: string, to: string): boolean {
  if (from === to) return true
  const floor = (room: string) => floors.findIndex((rooms) => rooms.includes(room))
  return floor(from) > floor(to) && floor(to) >= 0
}

function homeless({ path, imports }: SourceFile): string[] {
  return imports
    .filter(({ own }) => !own)
    .flatMap(({ target }) => {
      if (target.startsWith('node:'))
        return path.endsWith('.node.ts') || roomOf(path) === 'cli'
          ? []
          : [`${path} imports ${target}: only command line and .node.ts files know Node.`]
      const rooms = homes[target]
      if (!rooms) return [`${path} imports the package ${target}, which has no home in tests/house/rules.ts.`]
      return rooms.some((room) => path === room || path.startsWith(`${room}/`))
        ? []
        : [`${path} imports ${target} outside its home (${rooms.join(', ')}).`]
    })
}

function reachesOut({ path, reaches }: SourceFile): string[] {
  const banned = [...(isOuter(path) ? [] : [...clock, ...dice]), ...(path.startsWith('simulation/') ? [...uneven, unevenOperator] : [])]
  return reaches
    .filter(({ what }) => banned.includes(what))
    .map(({ what, offset }) => `${path} uses ${what} (character ${offset}): time, chance and uneven mathematics are arguments here.`)
}

/** One sentence for each group of files that reach each other by imports (Tarjan). */
function cycles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map((file) => [file.path, file.imports.filter(({ own }) => own).map(({ target }) => target)]))
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[] = []
  const visit = (path: string): void => {
    index.set(path, index.size)
    low.set(path, index.get(path) ?? 0)
    stack.push(path)
    for (const next of graph.get(path) ?? []) {
      if (!graph.has(next)) continue
      if (!index.has(next)) {
        visit(next)
        low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0))
      } else if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, index.get(next) ?? 0))
    }
    if (low.get(path) !== index.get(path)) return
    const group = stack.splice(stack.indexOf(path))
    if (group.length > 1 || graph.get(path)?.includes(path))
      found.push(`${group.sort().join(', ')}: these files import each other in a cycle.`)
  }
  for (const path of graph.keys()) if (!index.has(path)) visit(path)
  return found
}
