import type { Revision } from '../machine/workflow-file.ts'
import { count } from '../revisions/say.ts'
import { compareVersions } from '../revisions/version.ts'
import { type Document, facts, grid, line, linesOf, paragraph } from './document.ts'
import { governing, reigns, sayGoverning } from './governing.ts'
import { confirmedOn, type Reader } from './readers.ts'

/** A moment as people read it. */
const say = (moment: string) => `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`

/**
 * The status sheet of a version: what the frozen document cannot know. Which version is in force, what superseded this one and when, who approved it, who has confirmed it by now and who has not, and which
 * version governed when. `on`: a day or a moment to answer for. It belongs to no version and is written anew.
 */
export function composeStatusSheet(
  revision: Revision,
  all: readonly Revision[],
  readers: readonly Reader[],
  on: string | null = null,
): Document {
  const { version, workflow, hashes, published, author } = revision
  const { title } = workflow.header.workflow
  const times = reigns(all)
  const own = times.find((one) => one.version === version)
  const newest = all.toSorted((a, b) => compareVersions(b.version, a.version))[0]
  const next = own?.until ? times[times.indexOf(own) + 1] : undefined
  const isNewest = newest === undefined || newest.version === version
  const status = isNewest ? 'Published, the newest' : next ? `Superseded by ${next.version}` : `Superseded by ${newest.version}`
  const asked = on === null ? null : governing(all, on)
  const confirmed = readers.map((reader) => ({ reader, on: confirmedOn(reader, version, hashes.meaning) }))
  const done = confirmed.filter((one) => one.on !== null).length
  const approvals = revision.approvals ?? []
  const table = (header: readonly string[], rows: readonly (readonly string[])[]) =>
    grid(
      header,
      rows.map((cells) => ({ anchor: null, cells: cells.map((text) => linesOf([text])) })),
    )
  return {
    title,
    version,
    form: 'book',
    kicker: `Status sheet of version ${version}`,
    control: facts([
      ['Version', linesOf([version])],
      ['Status', [[{ type: 'strong', inside: line(status) }]]],
      ['Published', linesOf([`${say(published)} by ${author}`])],
      ['In force', linesOf([own === undefined ? 'Never' : `From ${say(own.from)}${own.until === null ? '' : ` until ${say(own.until)}`}`])],
      ['Hash of the meaning', [[{ type: 'code', text: hashes.meaning }]]],
    ])[0] ?? { type: 'facts', rows: [] },
    proof: 1,
    sections: [
      ...(on === null || asked === null ? [] : [{ id: 'on', title: `On ${on}`, inside: [paragraph(sayGoverning(asked, on))] }]),
      {
        id: 'confirmed',
        title: 'Read and understood',
        inside:
          readers.length === 0
            ? [paragraph('Nobody is named: readers.json beside the workflow says who gets it.')]
            : [
                paragraph(`${done} of ${count(readers.length, 'reader')} confirmed just this version.`),
                ...table(
                  ['Who', 'Role', 'Edition', 'Read and understood on'],
                  confirmed.map(({ reader, on: day }) => [reader.name, reader.role ?? '', reader.edition ?? '', day ?? 'Not yet']),
                ),
              ],
      },
      {
        id: 'approvals',
        title: 'Approvals',
        inside:
          approvals.length === 0
            ? [paragraph('None is recorded with this version.')]
            : table(
                ['By', 'On', 'Remark'],
                approvals.map(({ by, at, note = '' }) => [by, say(at), note]),
              ),
      },
      {
        id: 'governed',
        title: 'Which version governed when',
        inside: table(
          ['Version', 'In force from', 'Until', 'Published', 'By', 'What for', 'Hash of the meaning'],
          all
            .toSorted((a, b) => compareVersions(b.version, a.version))
            .map((one) => {
              const time = times.find((reign) => reign.version === one.version)
              return [
                one.version,
                time ? say(time.from) : 'Never',
                time ? (time.until === null ? 'No end yet' : say(time.until)) : '',
                say(one.published),
                one.author,
                one.message,
                one.hashes.meaning.slice(0, 12),
              ]
            }),
        ),
      },
    ],
    above: `${title} · ${version} · Status sheet`,
    below: `${hashes.meaning.slice(0, 12)} · Told from what is known when it is written; the frozen document holds what was known at publication`,
  }
}
