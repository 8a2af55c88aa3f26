import type { PoolScenario } from '../../simulation/model/scenario.ts'

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
const week = 7 * 24 * 60

/** People of a pool on shift, mean over each hour of a usual week (168, Monday 00:00 first). Absences and holidays are left out. */
export function peopleOnDuty({ shifts, members = [] }: PoolScenario): number[] {
  const onDuty = Array.from({ length: 168 }, () => 0)
  const add = (people: number, { days, from, to }: { readonly days: readonly number[]; readonly from: string; readonly to: string }) => {
    const [begin, end] = [minutes(from), minutes(to)]
    const length = end > begin ? end - begin : end + 1440 - begin
    for (const day of new Set(days))
      for (let minute = (day - 1) * 1440 + begin, left = length; left > 0;) {
        const piece = Math.min(left, 60 - (minute % 60))
        const at = Math.floor((minute % week) / 60)
        onDuty[at] = (onDuty[at] ?? 0) + (people * piece) / 60
        minute += piece
        left -= piece
      }
  }
  for (const shift of shifts) add(shift.people, shift)
  for (const { count = 1, shifts: own } of members) for (const duty of own) add(count, duty)
  return onDuty
}
