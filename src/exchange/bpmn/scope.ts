import { uidByPath } from '../../machine/config-read.ts'
import { type Block, blockOf, Graph } from './blocks.ts'
import type { Flow, Node, Scope } from './diagram.ts'

/** The uid of what the file calls so. */
export const uid = (id: string) => uidByPath(`bpmn ${id}`)

/** The uid of a track of a block, and of the end of a track. */
export const regionUid = ({ split }: Block, index: number) => uid(`${split} region ${index}`)
export const doneUid = (region: string) => uid(`${region} done`)

/** One scope with its blocks found: where each node lies, and which state stands for it. */
export class ScopeDrawing {
  readonly told: string[] = []
  readonly blocks: Block[] = []
  readonly #nodes = new Map<string, Node>()
  readonly #flows: Flow[]
  readonly #blockOf = new Map<string, Block>()
  /** The innermost track of each node. */
  readonly #region = new Map<string, string>()
  readonly #outer = new Map<string, string | null>()
  readonly #folded = new Map<string, string>()

  constructor(scope: Scope) {
    const nodes = scope.nodes.toSorted((a, b) => a.at - b.at)
    for (const node of nodes) this.#nodes.set(node.id, node)
    this.#flows = this.#withSplits(scope.flows)
    this.#joinLinks()
    this.#findBlocks()
    this.#foldGateways()
  }

  node(id: string): Node | undefined {
    return this.#nodes.get(id)
  }

  waysFrom(id: string): { readonly title: string; readonly to: string }[] {
    const gateway = this.#folded.get(id)
    return this.#flows.filter(({ from }) => from === (gateway ?? id)).map(({ title, to }) => ({ title, to }))
  }

  boundariesOf(host: string): Extract<Node, { kind: 'boundary' }>[] {
    return [...this.#nodes.values()].filter((node) => node.kind === 'boundary' && node.host === host) as Extract<
      Node,
      { kind: 'boundary' }
    >[]
  }

  starts(): Node[] {
    const events = [...this.#nodes.values()].filter(({ kind }) => kind === 'start')
    if (events.length > 0) return events
    return [...this.#nodes.values()].filter(({ id, kind }) => kind !== 'boundary' && !this.#flows.some(({ to }) => to === id)).slice(0, 1)
  }

  titleOfWay(from: string, to: string): string {
    return this.#flows.find((flow) => flow.from === from && flow.to === to)?.title || this.#nodes.get(to)?.title || ''
  }

  /** The track in which a node lies, or null. */
  regionOf(id: string): string | null {
    return this.#region.get(id) ?? null
  }

  homeOf(id: string, top: string): string {
    return this.regionOf(id) ?? top
  }

  /** The nodes that become states of their own. */
  drawn(): Node[] {
    const folded = new Set(this.#folded.values())
    const raced = new Set(
      [...this.#nodes.values()]
        .filter((node) => node.kind === 'gateway' && node.gate === 'event')
        .flatMap(({ id }) => this.#flows.filter(({ from }) => from === id).map(({ to }) => to)),
    )
    return [...this.#nodes.values()].filter(
      (node) => !this.#passes(node) && !this.#blockOf.has(node.id) && !folded.has(node.id) && !(raced.has(node.id) && this.#only(node.id)),
    )
  }

  /** Whether only event-based gateways lead to a node. */
  #only(id: string): boolean {
    return this.#flows
      .filter(({ to }) => to === id)
      .every(({ from }) => {
        const source = this.#nodes.get(from)
        return source?.kind === 'gateway' && source.gate === 'event'
      })
  }

  /** The state to which a way leads that comes out of a track (or of none). What only joins or begins is passed through; the join of a block ends the track. */
  resolve(id: string, region: string | null, leaving = false): string {
    const seen = new Set<string>()
    for (let at = id; ;) {
      const track = leaving && at === id ? null : this.#trackEndingAt(at, region)
      if (track !== null) return doneUid(track)
      const node = this.#nodes.get(at)
      const [next] = this.#flows.filter(({ from }) => from === at)
      if (!node || seen.has(at) || !next || !this.#passes(node)) return uid(at)
      seen.add(at)
      at = next.to
    }
  }

  /** The innermost track around a way that ends where it leads. */
  #trackEndingAt(id: string, region: string | null): string | null {
    for (let track = region; track !== null; track = this.#outer.get(track) ?? null) {
      const block = this.blocks.find((one) => one.regions.some((_, index) => regionUid(one, index) === track))
      if (block?.join === id) return track
    }
    return null
  }

  #passes(node: Node): boolean {
    if (node.kind === 'boundary') return false
    const out = this.#flows.filter(({ from }) => from === node.id).length
    if (node.kind === 'start') return out === 1
    if (node.kind === 'gateway') return out === 1 && node.gate !== 'event'
    return (node.kind === 'catch' || node.kind === 'throw') && node.cause === 'link' && out === 1
  }

  /** Where more than one way leaves what is no gateway, a split stands; a gateway that joins and splits is a join and a split. */
  #withSplits(flows: readonly Flow[]): Flow[] {
    let all = [...flows]
    for (const node of this.#nodes.values()) {
      const out = all.filter(({ from }) => from === node.id)
      const incoming = all.filter(({ to }) => to === node.id)
      const isGateway = node.kind === 'gateway'
      const splits = isGateway
        ? (node.gate === 'parallel' || node.gate === 'inclusive') && incoming.length > 1 && out.length > 1
        : out.filter(({ conditional }) => !conditional).length > 1
      if (!splits || node.kind === 'boundary') continue
      const split: Node = {
        id: `${node.id} split`,
        title: isGateway ? node.title : '',
        description: null,
        lane: node.lane,
        at: node.at + 0.5,
        kind: 'gateway',
        gate: isGateway ? node.gate : 'parallel',
      }
      if (!isGateway) this.told.push(`${node.title || 'A task'} goes on in ${out.length} ways at once; they are drawn side by side.`)
      this.#nodes.set(split.id, split)
      all = [
        ...all.map((flow) => (flow.from === node.id ? { ...flow, from: split.id } : flow)),
        { id: `${node.id} on`, from: node.id, to: split.id, title: '', conditional: false },
      ]
    }
    return all
  }

  /** A link thrown leads to the link of the same name that catches it. */
  #joinLinks(): void {
    for (const thrown of this.#nodes.values()) {
      if (thrown.kind !== 'throw' || thrown.cause !== 'link') continue
      const caught = [...this.#nodes.values()].find(
        (node) => node.kind === 'catch' && node.cause === 'link' && (node.ref === thrown.ref || node.title === thrown.title),
      )
      if (caught) this.#flows.push({ id: `${thrown.id} link`, from: thrown.id, to: caught.id, title: '', conditional: false })
    }
  }

  #findBlocks(): void {
    const edges = [
      ...this.#flows,
      ...[...this.#nodes.values()].flatMap((node) =>
        node.kind === 'boundary' ? this.#flows.filter(({ from }) => from === node.id).map(({ to }) => ({ from: node.host, to })) : [],
      ),
    ]
    const graph = new Graph(edges)
    const order = this.starts().flatMap(({ id }) => [...graph.reach(id, new Set())])
    const distance = this.#distances(graph)
    const splits = [...new Set(order)]
      .filter((id) => {
        const node = this.#nodes.get(id)
        return node?.kind === 'gateway' && (node.gate === 'parallel' || node.gate === 'inclusive') && graph.next(id).length > 1
      })
      .toSorted((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0))
    for (const split of splits) {
      const found = blockOf(graph, split)
      const within = this.regionOf(split)
      // What lies outside of the track around this split is no part of it.
      const regions = found.regions.map(({ firsts, members }) => ({
        firsts,
        members: new Set([...members].filter((id) => this.regionOf(id) === within)),
      }))
      const title = this.#nodes.get(split)?.title || 'a split'
      if (regions.length < 2) {
        this.told.push(`The ways from ${title} cross each other before they meet; of them one is taken, not all.`)
        continue
      }
      if (regions.some(({ firsts }) => firsts.length > 1))
        this.told.push(`Some ways from ${title} cross each other before they meet; of those one is taken, not all.`)
      const join = found.join === null ? undefined : this.#nodes.get(found.join)
      if (join && !(join.kind === 'gateway' && (join.gate === 'parallel' || join.gate === 'inclusive')))
        this.told.push(`The ways from ${title} meet at ${join.title || 'a merge'} without a join; it is drawn as one.`)
      const gate = this.#nodes.get(split)
      if (gate?.kind === 'gateway' && gate.gate === 'inclusive')
        this.told.push(`${title} takes one or more of its ways; all of them are drawn side by side.`)
      const block: Block = { split, join: found.join, regions }
      this.blocks.push(block)
      this.#blockOf.set(split, block)
      for (const [index, { members }] of regions.entries()) {
        const track = regionUid(block, index)
        this.#outer.set(track, within)
        for (const id of members) {
          this.#region.set(id, track)
          for (const boundary of this.boundariesOf(id)) this.#region.set(boundary.id, track)
        }
      }
    }
  }

  #distances(graph: Graph): Map<string, number> {
    const distance = new Map<string, number>()
    let level = this.starts().map(({ id }) => id)
    for (let far = 0; level.length > 0; far++) {
      const next: string[] = []
      for (const id of level) {
        if (distance.has(id)) continue
        distance.set(id, far)
        next.push(...graph.next(id))
      }
      level = next
    }
    return distance
  }

  /** A choice right after a task is how the task ends. */
  #foldGateways(): void {
    for (const node of this.#nodes.values()) {
      if (node.kind !== 'gateway' || node.gate !== 'exclusive') continue
      const incoming = this.#flows.filter(({ to }) => to === node.id)
      const out = this.#flows.filter(({ from }) => from === node.id)
      const source = this.#nodes.get(incoming[0]?.from ?? '')
      if (
        incoming.length !== 1 ||
        out.length < 2 ||
        source?.kind !== 'task' ||
        this.#flows.filter(({ from }) => from === source.id).length !== 1
      )
        continue
      if (this.regionOf(source.id) === this.regionOf(node.id)) this.#folded.set(source.id, node.id)
    }
  }
}
