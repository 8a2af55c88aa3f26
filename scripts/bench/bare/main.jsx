// React Flow alone, with as many cards of the size that ours have, in the same places, and lines between them: what the drawing's figures are held against.
import { ReactFlow, useEdgesState, useNodesState } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

const { cards, links, stage } = await (await fetch('./cards.json')).json()

function Bare() {
  const [nodes, , onNodesChange] = useNodesState(
    cards.map(({ id, x, y }) => ({ id, position: { x, y }, data: { label: id }, style: { width: 208, height: 80 } })),
  )
  const [edges, , onEdgesChange] = useEdgesState(links.map(([source, target]) => ({ id: `${source} ${target}`, source, target })))
  return createElement(ReactFlow, {
    nodes,
    edges,
    onNodesChange,
    onEdgesChange,
    onlyRenderVisibleElements: true,
    minZoom: 0.05,
    defaultViewport: stage.view,
  })
}

const box = document.getElementById('root')
Object.assign(box.style, {
  position: 'absolute',
  left: `${stage.x}px`,
  top: `${stage.y}px`,
  width: `${stage.width}px`,
  height: `${stage.height}px`,
})
createRoot(box).render(createElement(Bare))
