import type { Mapping } from '../../history/mapping.ts'
import type { Opening } from '../../history/opening.ts'
import { Chip } from '../kit/chip.tsx'
import { columnTitles } from './columns.ts'
import styles from './history.module.css'

const rows = 8

/** The first rows as they stand in the file, with what each column is taken for. */
export function Preview({ opening, mapping }: { readonly opening: Opening; readonly mapping: Mapping }) {
  const roles = new Map(
    Object.entries(mapping.columns).map(([column, header]) => [header, columnTitles[column as keyof typeof columnTitles]]),
  )
  return (
    <>
      <h3 className={styles.section}>The first rows</h3>
      <div className={styles.preview}>
        <table>
          <caption className="spoken">The first rows of the file</caption>
          <thead>
            <tr>
              {opening.header.map((name) => (
                <th key={name} scope="col">
                  <span className={styles.columnName}>{name}</span>
                  {roles.has(name) ? <Chip tone="accent">{roles.get(name)}</Chip> : <Chip>further column</Chip>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {opening.sample.slice(0, rows).map((cells, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- the rows of a sample have no identity and do not move
              <tr key={index}>
                {opening.header.map((name, at) => (
                  <td key={name} title={cells[at]}>
                    {cells[at] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
