import { useEffect } from 'react'
import { writeWorkflow } from '../../machine/workflow-file.ts'
import { proposedTables } from '../../proposals/proposal.ts'
import { writeProposal } from '../../proposals/proposal-file.ts'
import { writeScenario } from '../../simulation/model/scenario-file.ts'
import { download } from '../kit/export-picture.ts'
import { type Command, offerCommands, perform } from '../session/commands.ts'
import { placeIds, placeTitles } from '../session/place.ts'
import { flush } from '../session/save.ts'
import { redo, say, session, setPlace, setTheme, type Theme, undo } from '../session/session.ts'
import { goRound } from './focus.ts'
import { showOverlay } from './overlay.ts'
import { openDrawer, toggleRegion } from './regions.ts'

const isOpen = () => session.getState().slug !== null

const themes: readonly { readonly theme: Theme; readonly title: string }[] = [
  { theme: 'light', title: 'Light theme' },
  { theme: 'dark', title: 'Dark theme' },
  { theme: 'system', title: 'Theme of the system' },
]

const commands: readonly Command[] = [
  ...placeIds.map((id, index) => ({
    id: `place.${id}`,
    title: `Go to ${placeTitles[id]}`,
    group: 'Go',
    shortcut: String(index + 1),
    enabled: isOpen,
    run: () => setPlace(id),
  })),
  { id: 'start', title: 'Go to the start page', group: 'Go', words: 'home samples recent open new', run: () => (location.hash = '#/') },
  { id: 'edit.undo', title: 'Undo', group: 'Edit', shortcut: 'Ctrl Z', enabled: () => session.getState().undo.length > 0, run: undo },
  {
    id: 'edit.redo',
    title: 'Redo',
    group: 'Edit',
    shortcut: 'Ctrl Shift Z',
    also: ['Ctrl Y'],
    enabled: () => session.getState().redo.length > 0,
    run: redo,
  },
  {
    id: 'edit.save',
    title: 'Save now',
    group: 'Edit',
    shortcut: 'Ctrl S',
    enabled: isOpen,
    run: () => void flush().then(() => session.getState().saveState === 'saved' && say('Saved. Edits are saved as you make them.', 'good')),
  },
  {
    id: 'edit.download',
    title: 'Download a copy',
    group: 'Edit',
    words: 'backup export file json keep',
    enabled: isOpen,
    run: downloadCopy,
  },
  {
    id: 'run',
    title: 'Run the simulation',
    group: 'Work',
    shortcut: 'Ctrl Enter',
    words: 'simulate start',
    enabled: isOpen,
    run: runSimulation,
  },
  {
    id: 'publish',
    title: 'Publish a revision',
    group: 'Work',
    words: 'version release runbook',
    enabled: isOpen,
    run: () => showOverlay('publish'),
  },
  {
    id: 'problems',
    title: 'Show problems',
    group: 'View',
    words: 'errors warnings check validate',
    enabled: isOpen,
    run: () => openDrawer('problems'),
  },
  { id: 'region.left', title: 'Show or hide the outline', group: 'View', shortcut: '[', enabled: isOpen, run: () => toggleRegion('left') },
  {
    id: 'region.right',
    title: 'Show or hide the inspector',
    group: 'View',
    shortcut: ']',
    enabled: isOpen,
    run: () => toggleRegion('right'),
  },
  {
    id: 'region.drawer',
    title: 'Show or hide the drawer',
    group: 'View',
    shortcut: '`',
    enabled: isOpen,
    run: () => toggleRegion('drawer'),
  },
  { id: 'focus.next', title: 'Go to the next part of the window', group: 'Go', shortcut: 'F6', enabled: isOpen, run: () => goRound(1) },
  {
    id: 'focus.before',
    title: 'Go to the part of the window before',
    group: 'Go',
    shortcut: 'Shift F6',
    enabled: isOpen,
    run: () => goRound(-1),
  },
  { id: 'palette', title: 'Find a command', group: 'View', shortcut: 'Ctrl K', run: () => showOverlay('palette') },
  { id: 'shortcuts', title: 'Keyboard shortcuts', group: 'View', shortcut: '?', run: () => showOverlay('shortcuts') },
  ...themes.map(({ theme, title }) => ({
    id: `theme.${theme}`,
    title,
    group: 'View',
    words: 'appearance colour',
    run: () => setTheme(theme),
  })),
]

/** Offers what the shell itself can do. */
export function useShellCommands(): void {
  useEffect(() => offerCommands(commands), [])
}

/** Hands over the workflow, its scenarios and its proposals as files, whatever the workspace has of them. */
function downloadCopy(): void {
  const { slug, tables } = session.getState()
  const { scenarios, proposals, layout: _, ...workflow } = tables
  download(`${slug}.workflow.json`, 'application/json', writeWorkflow(workflow))
  for (const proposal of Object.values(proposals))
    download(`${slug}.${proposal.id}.proposal.json`, 'application/json', writeProposal(proposal, proposedTables(tables)))
  for (const scenario of Object.values(scenarios)) download(`${slug}.${scenario.id}.json`, 'application/json', writeScenario(scenario))
}

/** Goes to Simulate and starts a run there, as soon as the place has loaded. */
export function runSimulation(): void {
  setPlace('simulate')
  perform('simulate.run')
}
