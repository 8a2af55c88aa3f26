import { basename } from 'node:path'
import { readRatings } from '../../history/ratings.ts'
import { agreementOf } from '../../runbook/agreement.ts'
import { sayAgreement, sayResults, standingWords } from '../../runbook/say-training.ts'
import { byPerson, judgeResults } from '../../runbook/training-result.ts'
import { type Command, refuse } from '../command.ts'
import { parse, readText } from '../input.ts'
import { print, printJson } from '../output.ts'
import { knownRevisions } from '../runbook.ts'

const usage = 'training WORKFLOW RESULTS... [--agreement RATINGS.csv] [--json]'

/** Brings back the results of training checks, and how far people agree on a calibration set. */
export const training: Command = {
  usage,
  summary:
    'Reads the result files of training checks: who passed for which version, and who must retake for WORKFLOW (a revision; of a draft the newest version beside it), since something that is asked has changed. Exit 1 where somebody must, or a file does not count.',
  flags: [
    [
      '--agreement RATINGS.csv',
      'how far people agree on a calibration set beyond chance (κ with its interval): one row per decision, columns case, rater, decision',
    ],
  ],
  run: async ({ args }) => {
    const { values, positionals } = parse(
      args,
      usage,
      { agreement: { type: 'string' }, json: { type: 'boolean' } },
      { least: 1, most: 10_000 },
    )
    const [path = '', ...files] = positionals
    if (files.length === 0 && values.agreement === undefined)
      return refuse(`Name result files, or ratings with --agreement.\nUsage: gemba ${usage}`)
    const { own, all } = await knownRevisions(path)
    const version = own?.version ?? all[0]?.version
    if (version === undefined) return refuse(`${path}: no version of it is published, so nobody can have been trained for one.`)
    const results = judgeResults(
      await Promise.all(files.map(async (file) => ({ name: basename(file), text: await readText(file) }))),
      all,
      version,
    )
    const people = byPerson(results)
    const agreement = values.agreement === undefined ? null : agreementOf(readRatings(await readText(values.agreement)))
    if (agreement && 'refused' in agreement) return refuse(`${values.agreement}: ${agreement.refused}`)
    if (values.agreement !== undefined && agreement === null) return refuse(`${values.agreement}: no case is judged by two people.`)
    if (values.json === true) await printJson({ version, people, results, agreement })
    else {
      const lines = [
        ...(results.length === 0 ? [] : [sayResults(people, version)]),
        ...people.map(({ name, standing, say }) => `  ${name} (${standingWords[standing]}): ${say}`),
        ...results.filter(({ name }) => name === null).map(({ file, say }) => `  ${file}: ${say}`),
        ...(agreement === null ? [] : sayAgreement(agreement)),
      ]
      await print(lines.join('\n'))
    }
    return people.some(({ standing }) => standing !== 'holds') || results.some(({ standing }) => standing === 'wrong') ? 1 : 0
  },
}
