import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { trustOwnWorkers } from '../workers/trusted.browser.ts'
import './kit/base.css'
import { App } from './shell/app.tsx'
import { Framed } from './shell/framed.tsx'

trustOwnWorkers()
const root = document.getElementById('root')
// A host that sends no headers cannot forbid that another page frames this one and has its clicks land here.
if (root) createRoot(root).render(<StrictMode>{self === top ? <App /> : <Framed />}</StrictMode>)
