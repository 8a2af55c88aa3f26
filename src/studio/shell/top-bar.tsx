import { EllipsisVertical, Play, Redo2, Square, Undo2 } from 'lucide-react'
import { Button } from '../kit/button.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { Menu } from '../kit/menu.tsx'
import { useRoving } from '../kit/roving.ts'
import { Tooltip } from '../kit/tooltip.tsx'
import { useActivities } from '../session/activity.ts'
import { type PlaceId, placeIds, placeTitles } from '../session/place.ts'
import { cancelRun, isUnderWay, useRuns } from '../session/runs/runs.ts'
import { redo, setTheme, undo, useSession } from '../session/session.ts'
import { Mark } from '../kit/mark.tsx'
import { showOverlay } from './overlay.ts'
import { ProposalMenu } from './proposal-menu.tsx'
import { toggleRegion, useRegions } from './regions.ts'
import { writeRoute } from './route.ts'
import { runSimulation } from './shell-commands.ts'
import styles from './top-bar.module.css'

/** Workflow and version on the left, the places in the middle, run and publish on the right. */
export function TopBar() {
  return (
    <header data-region="bar" tabIndex={-1} className={styles.bar}>
      <Identity />
      <Places />
      <div className={styles.actions}>
        <History />
        <Work />
        <More />
      </div>
    </header>
  )
}

function Identity() {
  const title = useSession((state) => state.tables.header.workflow.title)
  const version = useSession((state) => state.tables.header.workflow.version)
  return (
    <div className={styles.identity}>
      <Tooltip text="All workflows">
        <a href="#/" aria-label="Gemba, all workflows" className={styles.home}>
          <Mark />
        </a>
      </Tooltip>
      <h1 className={styles.title} title={version === null ? title : `${title}, draft of ${version}`}>
        {title}
      </h1>
      <ProposalMenu />
    </div>
  )
}

function Places() {
  const slug = useSession((state) => state.slug)
  const place = useSession((state) => state.place)
  const roving = useRoving<HTMLElement>()
  return (
    <nav aria-label="Places" className={styles.places} {...roving}>
      {placeIds.map((id, index) => (
        <a
          key={id}
          href={writeRoute(slug, id)}
          aria-current={id === place ? 'page' : undefined}
          aria-keyshortcuts={String(index + 1)}
          title={`${placeTitles[id]} (${index + 1})`}
          className={styles.place}
        >
          {placeTitles[id]}
        </a>
      ))}
    </nav>
  )
}

function History() {
  const last = useSession((state) => state.undo.at(-1)?.label)
  const next = useSession((state) => state.redo.at(-1)?.label)
  return (
    <>
      <IconButton
        label="Undo"
        hint={last === undefined ? 'Nothing to undo' : `Undo: ${last}`}
        shortcut="Ctrl Z"
        aria-disabled={last === undefined}
        icon={<Undo2 aria-hidden="true" />}
        onClick={() => undo()}
      />
      <IconButton
        label="Redo"
        hint={next === undefined ? 'Nothing to redo' : `Redo: ${next}`}
        shortcut="Ctrl Shift Z"
        aria-disabled={next === undefined}
        icon={<Redo2 aria-hidden="true" />}
        onClick={() => redo()}
      />
    </>
  )
}

/** Places whose one primary action is to publish; the others have their own. */
const publishesFrom: ReadonlySet<PlaceId> = new Set(['design', 'runbook'])

function Work() {
  const place = useSession((state) => state.place)
  const hasScenario = useSession((state) => state.scenarioId !== null && Object.hasOwn(state.tables.scenarios, state.scenarioId))
  const underWay = useRuns((state) => isUnderWay(state.phase))
  const busy = useActivities().some(({ id }) => id.startsWith('simulate'))
  return (
    <>
      {underWay ? (
        <Button icon={<Square aria-hidden="true" />} onClick={cancelRun} aria-label="Cancel the run" title="Cancel the run (Ctrl .)">
          Cancel
        </Button>
      ) : (
        <Button
          variant={place === 'simulate' && hasScenario ? 'primary' : 'plain'}
          icon={<Play aria-hidden="true" />}
          onClick={runSimulation}
          disabled={busy}
          title="Run the simulation (Ctrl Enter)"
        >
          Run
        </Button>
      )}
      <Button variant={publishesFrom.has(place) ? 'primary' : 'plain'} onClick={() => showOverlay('publish')}>
        Publish
      </Button>
    </>
  )
}

function More() {
  const theme = useSession((state) => state.theme)
  const regions = useRegions()
  return (
    <Menu
      align="end"
      items={[
        { label: 'Find a command', shortcut: 'Ctrl K', onSelect: () => showOverlay('palette') },
        { label: 'Keyboard shortcuts', shortcut: '?', onSelect: () => showOverlay('shortcuts') },
        '-',
        { label: 'Outline', shortcut: '[', checked: regions.left, onSelect: () => toggleRegion('left') },
        { label: 'Inspector', shortcut: ']', checked: regions.right, onSelect: () => toggleRegion('right') },
        { label: 'Drawer', shortcut: '`', checked: regions.drawer, onSelect: () => toggleRegion('drawer') },
        '-',
        'Theme',
        { label: 'Light', checked: theme === 'light', onSelect: () => setTheme('light') },
        { label: 'Dark', checked: theme === 'dark', onSelect: () => setTheme('dark') },
        { label: 'As the system', checked: theme === 'system', onSelect: () => setTheme('system') },
      ]}
    >
      <button type="button" aria-label="More" className={styles.more}>
        <EllipsisVertical aria-hidden="true" />
      </button>
    </Menu>
  )
}
