import { lazy, Suspense, useState } from 'react'
import { Tabs } from '../kit/tabs.tsx'
import { Changes } from './changes.tsx'
import { EffectPanel } from './effect-panel.tsx'
import { ProposalPanel } from './proposal-panel.tsx'
import { useReview } from './review-store.ts'

/** Looks through all that a case can do, so it comes when it is asked for. */
const SafetyPanel = lazy(async () => ({ default: (await import('./safety-panel.tsx')).SafetyPanel }))

/** What changes, and what it does. */
export function ReviewSide() {
  const review = useReview()
  const [tab, setTab] = useState<'changes' | 'effect' | 'rules' | 'proposal'>('changes')
  if (!review) return null
  return (
    <Tabs
      label="Review"
      value={tab}
      onChange={setTab}
      tabs={[
        {
          id: 'changes',
          title: 'Changes',
          count: review.diff.changes.filter(({ channel }) => channel !== 'layout').length,
          panel: <Changes />,
        },
        { id: 'effect', title: 'Measured effect', short: 'Effect', panel: <EffectPanel /> },
        {
          id: 'rules',
          title: 'Safety rules',
          short: 'Rules',
          panel: (
            <Suspense fallback={null}>
              <SafetyPanel review={review} />
            </Suspense>
          ),
        },
        { id: 'proposal', title: 'Proposal', panel: <ProposalPanel /> },
      ]}
    />
  )
}
