import type { Quality, ViewCurve } from '../../simulation/model/quality.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { parseDuration } from '../../workflow/duration.ts'
import { titleOf } from '../../workflow/tree.ts'
import { formatDuration } from '../../words/duration.ts'
import { formatNumber, formatShare } from '../../words/number.ts'
import { NumberField } from '../kit/number-field.tsx'
import { useSession } from '../session/session.ts'
import { Origin } from './demand-part.tsx'
import { editScenario } from '../session/scenario-edit.ts'
import styles from './scenario-panel.module.css'

type ErrorRate = Quality['errors'][number]

/** How well is decided and how fast content is seen, as the scenario has it. Error rates can be changed here, to ask what fewer would do. */
export function QualityPart({ scenario, quality }: { readonly scenario: Scenario; readonly quality: Quality }) {
  const { states, pools } = useSession((state) => state.tables)
  const where = ({ step, pool }: ErrorRate) =>
    [
      ...(step === undefined ? [] : [states[step] ? titleOf(states[step]) : step]),
      ...(pool === undefined ? [] : [pools[pool]?.title ?? pool]),
    ].join(', ')
  return (
    <>
      <div className={styles.item} data-path="quality.violating">
        <p className={styles.fact}>
          <span>Violating cases</span>
          <span>
            {sayShares(quality)} <Origin scenario={scenario} path="quality.violating" />
          </span>
        </p>
      </div>
      {quality.errors.map((rate, index) => {
        const title = where(rate) || (rate.when === undefined ? (index === 0 ? 'Everywhere' : 'Everywhere else') : 'Where')
        const name = rate.when === undefined ? title : `${title}, ${rate.when}`
        return (
          // oxlint-disable-next-line react/no-array-index-key -- the first entry that holds counts: its place in the list is its identity
          <section key={index} className={styles.item} data-path={`quality.errors.${index}`}>
            <h3 className={styles.name}>
              <span>{title}</span>
              <Origin scenario={scenario} path={originOf(scenario, index)} />
            </h3>
            {rate.when !== undefined && (
              <p className={styles.fact}>
                <code>{rate.when}</code>
              </p>
            )}
            <Rate
              label="Wrongly removed"
              name={name}
              share={rate.wronglyRemoved}
              onChange={(share) => setRate(index, { wronglyRemoved: share })}
            />
            <Rate label="Wrongly kept" name={name} share={rate.wronglyKept} onChange={(share) => setRate(index, { wronglyKept: share })} />
          </section>
        )
      })}
      {quality.harm && (
        <div className={styles.item} data-path="quality.harm">
          {quality.harm.curves.map((curve, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- as above
            <p key={index} className={styles.fact}>
              <span>{curve.when === undefined ? index === 0 ? 'Views' : 'Views of others' : <code>{curve.when}</code>}</span>
              <span>
                {sayCurve(curve)} <Origin scenario={scenario} path="quality.harm" />
              </span>
            </p>
          ))}
        </div>
      )}
    </>
  )
}

function Rate({
  label,
  name,
  share,
  onChange,
}: {
  readonly label: string
  /** What it is the rate of; spoken, not seen. */
  readonly name: string
  readonly share: number
  readonly onChange: (share: number) => void
}) {
  return (
    <div className={styles.rate}>
      <span>{label}</span>
      <NumberField
        label={`${label}, ${name}`}
        hideLabel
        unit="%"
        value={Number((share * 100).toPrecision(4))}
        min={0}
        max={100}
        onCommit={(value) => value !== null && onChange(value / 100)}
      />
    </div>
  )
}

function setRate(index: number, part: Partial<ErrorRate>): void {
  editScenario('Error rates', (scenario) => {
    const { quality } = scenario
    if (!quality) return scenario
    return {
      ...scenario,
      quality: { ...quality, errors: quality.errors.map((rate, at) => (at === index ? { ...rate, ...part } : rate)) },
    }
  })
}

/** An entry typed over has an origin of its own; the others have that of the list. */
function originOf({ origins }: Scenario, index: number): string {
  const own = `quality.errors.${index}`
  return Object.hasOwn(origins, own) ? own : 'quality.errors'
}

function sayShares({ violating }: Quality): string {
  const shares = violating.map(({ share }) => share)
  if (shares.length === 0) return 'none'
  const [least, most] = [Math.min(...shares), Math.max(...shares)]
  return least === most ? formatShare(least) : `${formatShare(least)} to ${formatShare(most)}, by kind`
}

function sayCurve({ viewsPerHour, halfLife, points }: ViewCurve): string {
  const rate = typeof viewsPerHour === 'number' ? formatNumber(viewsPerHour) : viewsPerHour
  const shape =
    halfLife === undefined
      ? `over ${formatNumber(points?.at(-1)?.hours ?? 0)} h`
      : `halving every ${formatDuration(parseDuration(halfLife))}`
  return `${rate} an hour, ${shape}`
}
