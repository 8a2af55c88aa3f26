import { ChevronDown } from 'lucide-react'
import { Menu, type MenuItem } from '../kit/menu.tsx'
import { closeProposal, newProposal, switchTo, useOpenProposal } from '../session/proposals.ts'
import { setPlace, useSession } from '../session/session.ts'
import styles from './proposal-menu.module.css'

/** Which proposal is open, and the way to the others. Without one the draft stands by itself, as ever. */
export function ProposalMenu() {
  const version = useSession((state) => state.tables.header.workflow.version)
  const proposals = useSession((state) => state.tables.proposals)
  const slug = useSession((state) => state.slug)
  const open = useOpenProposal()
  if (slug === null) return null
  const others = Object.values(proposals).filter(({ status }) => status === 'aside' || status === 'withdrawn')
  const items: MenuItem[] = [
    ...(open
      ? ([
          { label: 'Review this proposal', onSelect: () => setPlace('review') },
          { label: 'Set it aside', onSelect: () => closeProposal('aside') },
          { label: 'Withdraw it', onSelect: () => closeProposal('withdrawn'), danger: true },
        ] as const)
      : [{ label: 'New proposal from here', onSelect: () => newProposal('New proposal') && setPlace('review') }]),
    ...(others.length > 0 || open ? (['-', 'Proposals'] as const) : []),
    ...(open ? [{ label: open.title, checked: true, onSelect: () => undefined }] : []),
    ...others.map(({ id, title, status }) => ({
      label: status === 'withdrawn' ? `${title} (withdrawn)` : title,
      checked: false,
      onSelect: () => void switchTo(id),
    })),
  ]
  const base = version === null ? 'never published' : `draft of ${version}`
  return (
    <Menu items={items}>
      <button type="button" className={styles.button} title={open ? `Proposal “${open.title}”, ${base}` : base}>
        <span className={styles.name}>{open ? <>Proposal: {open.title}</> : base}</span>
        <ChevronDown aria-hidden="true" />
      </button>
    </Menu>
  )
}
