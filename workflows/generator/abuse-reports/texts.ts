/** Instructions of the steps, as the team's playbook has them. Harmful content is referred to, never quoted. */

export const intakeText = `Reads every report as it arrives and decides what needs a person.

- **Duplicate**: same account, same category, an open case from the last 24 hours. The new report is attached to the open case.
- **Spam**: the spam model is at 0.97 or above and no protected category is suspected.
- **Automatic decision**: an exact match with the hash list, or a score that the policy team has released for automatic action.
- Everything else goes to a person. Child safety, self-harm and violent entities always do, unless an exact match decides.

*If the model is down*: nothing is decided automatically; all reports go to people. Tell the duty lead.`

export const spamText = `Closes spam in bulk: the account is limited until its owner passes a challenge. A sample of 1 in 500 goes to the spam team every Monday.`

export const reviewText = (
  language: string,
  note = '',
) => `Decide the whole case, in ${language}: all reported items of the account, with at least the three items before and after each.

1. Open the account's history first: earlier decisions, appeals won, age of the account.
2. Read each reported item **in context**. Satire, counter-speech and reclaimed words are not violations by themselves.
3. Choose the strictest outcome that a single item justifies, never one that only the number of reports suggests.
4. Write the reason in one sentence that the account holder could read.

Send back only when something is missing that you can name; say what, and who can give it. Blurred view is on by default; take a break whenever you need one.${note}`

export const arabicNote = `

*Dialects*: Levantine, Gulf, Egyptian and Maghrebi Arabic arrive in one queue. If you are not sure of a dialect, ask in the language channel before you decide.`

export const secondText = `A second reviewer confirms each removal and suspension before it takes effect.

Look at the same items without reading the first reason. Agree, or change the decision and write why.`

export const escalationText = `Escalated cases are collected and looked at together by the duty lead: who takes which case, what context is missing, whether the policy team must be asked.`

export const specialistText = `For child safety, self-harm, violent entities, and for what first review escalated.

- **Child safety**: do not download, copy or describe material. Preserve, remove, suspend, and prepare the report to the hotline.
- **Self-harm**: if a person may be in danger now, start the urgent-harm line *before* you go on.
- **Violent entities**: check the designation list of the day; symbols in news reporting are not praise.

Work in greyscale and without sound. At most four hours a day on this queue; the lead keeps the rota.`

export const overdueText = `A case has been in first review for too long. Take it over, with machine translation and the language channel, and decide it today. Note in the log what held it up.`

export const qualityText = `A sample of decided cases is checked before the notice goes out.

Score against the quality card: policy, severity, reason, notice. **Confirm**, or **correct** if the decision would have been another one. A wrong reason with a right decision is confirmed and coached.`

export const noticeText = `Tells the account holder and the reporters what was decided, why, under which rule, and how to appeal. Sent in the language of the account, never with the reporter's name.`
