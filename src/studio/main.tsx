import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './kit/base.css'
import { App } from './shell/app.tsx'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
