import type { Preview } from '@storybook/react-vite'
import '../../src/studio/kit/base.css'

const preview: Preview = {
  parameters: { a11y: { test: 'error' }, layout: 'fullscreen' },
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
