import type { Preview } from '@storybook/react-vite'
import '../../src/studio/kit/base.css'

const preview: Preview = {
  // Only what is wrong is told: to say where all is well takes axe a third of its time.
  parameters: { a11y: { test: 'error', options: { resultTypes: ['violations'] } }, layout: 'fullscreen' },
  globalTypes: { theme: { description: 'Light or dark', toolbar: { title: 'Theme', items: ['light', 'dark'], dynamicTitle: true } } },
  initialGlobals: { theme: 'light' },
  decorators: [
    (Story, { globals }) => {
      document.documentElement.dataset.theme = String(globals.theme)
      return <Story />
    },
  ],
}

export default preview
