import type { Profile } from '../../history/profile.ts'
import { Button } from '../kit/button.tsx'
import { Chip } from '../kit/chip.tsx'
import { formatAmount, formatCount } from '../../words/number.ts'
import { ActivitySteps } from './activity-steps.tsx'
import { BadRows } from './bad-rows.tsx'
import { DrawPanel } from './draw-panel.tsx'
import { CalibratePanel } from './calibrate-panel.tsx'
import styles from './history.module.css'
import { RosterPanel } from './roster-panel.tsx'
import { MappingFile } from './mapping-file.tsx'
import { Questions } from './questions.tsx'
import { SqlPanel } from './sql-panel.tsx'
import { TrialsPanel } from './trials-panel.tsx'
import { VariantsPanel } from './variants-panel.tsx'
import { RowsDialog } from './rows-dialog.tsx'
import { showRows } from './rows-shown.ts'
import { download } from '../kit/export-picture.ts'
import { say } from '../session/session.ts'
import { forgetHistory, wizardActor } from './wizard-actor.ts'
import { useLoadedHistory } from '../session/loaded-history.ts'
import { ActivityFigures } from './activity-figures.tsx'
import { DailyFigure, MixFigure, WeekFigure } from './demand-figures.tsx'

/** What is in the history: pictures with their answers, what was set aside, and the way into the scenario. */
export function ProfileView() {
  const loaded = useLoadedHistory()
  if (!loaded) return null
  const { profile, fileName, mapping } = loaded
  const asRead = {
    ...profile.mapping,
    ...(mapping.activities ? { activities: mapping.activities } : {}),
    ...(mapping.roster ? { roster: mapping.roster } : {}),
  }
  return (
    <div className={styles.wide}>
      <header className={styles.head}>
        <div>
          <h2>{fileName}</h2>
          <p className={styles.muted}>
            {formatAmount(profile.cases, 'case')},{' '}
            {formatAmount(
              profile.rows,
              profile.reading.good === profile.rows ? 'row' : 'piece of work',
              profile.reading.good === profile.rows ? 'rows' : 'pieces of work',
            )}
            , {day(profile.period.from)} to {day(profile.period.to)}, clock of {profile.timezone}
          </p>
        </div>
        <div className={styles.actions}>
          {profile.resourceCount > 0 && (
            <Button
              onClick={() =>
                wizardActor.send({ type: 'ANSWER', answer: { people: profile.mapping.people === 'names' ? 'pseudonyms' : 'names' } })
              }
            >
              {profile.mapping.people === 'names' ? 'Hide people’s names' : 'Show people’s names'}
            </Button>
          )}
          <Button onClick={() => download('mapping.json', 'application/json', `${JSON.stringify(asRead, null, 2)}\n`)}>
            Save how it was read
          </Button>
          <Button onClick={() => showRows({ of: 'rows' })}>Look at the rows</Button>
          <MappingFile />
          <Button onClick={() => wizardActor.send({ type: 'REMAP' })}>Map the columns again</Button>
          <Button onClick={() => wizardActor.send({ type: 'AGAIN' })}>Bring another file</Button>
          <Button onClick={forget}>Forget this history</Button>
        </div>
      </header>
      <Questions questions={profile.questions} />
      {profile.form === 'events' && <RosterPanel loaded={loaded} />}
      <CalibratePanel />
      {profile.form === 'events' && <TrialsPanel />}
      <ActivitySteps loaded={loaded} />
      {profile.form === 'events' && <DrawPanel loaded={loaded} />}
      <div className={styles.pictures}>
        <WeekFigure profile={profile} />
        <DailyFigure profile={profile} />
        <MixFigure profile={profile} />
        <ActivityFigures profile={profile} />
      </div>
      <VariantsPanel profile={profile} />
      <SqlPanel loaded={loaded} />
      <Remarks profile={profile} />
      <BadRows reading={profile.reading} />
      <RowsDialog profile={profile} />
    </div>
  )
}

function Remarks({ profile }: { readonly profile: Profile }) {
  if (profile.notes.length + profile.suspicions.length === 0) return null
  return (
    <section className={styles.block}>
      <h3 className={styles.section}>Worth knowing</h3>
      <ul className={styles.notes}>
        {profile.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        {profile.suspicions.map(({ kind, text, lines }) => (
          <li key={kind}>
            {text} <Chip>line {lines.slice(0, 3).map(formatCount).join(', ')}</Chip>
          </li>
        ))}
      </ul>
    </section>
  )
}

function forget(): void {
  forgetHistory()
  say('The history is forgotten: its rows were in memory alone. What was fitted to it stays in the scenario.', 'good')
}

function day(time: string): string {
  return time.slice(0, 10)
}
