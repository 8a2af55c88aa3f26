// The program's tables (program.ts), as addresses of i32 and f64 arrays. The host writes them in this order; kernel.ts keeps the same list.
export let chartTimersAt: usize = 0
export let chartTimerDelay: usize = 0
export let chartTimerEvent: usize = 0
export let chartStep: usize = 0
export let actionKind: usize = 0
export let actionAttribute: usize = 0
export let actionOperand: usize = 0
export let actionBy: usize = 0
export let actionValues: usize = 0
export let actionShares: usize = 0
export let actionValuesAt: usize = 0
export let actionKeys: usize = 0
export let stepKind: usize = 0
export let stepPools: usize = 0
export let stepPoolsAt: usize = 0
export let stepSlots: usize = 0
export let timeWhen: usize = 0
export let timeKind: usize = 0
export let timeParameters: usize = 0
export let timeParametersAt: usize = 0
export let timesAt: usize = 0
export let timeMean: usize = 0
export let patienceAt: usize = 0
export let limitAfter: usize = 0
export let limitEvent: usize = 0
export let overflows: usize = 0
export let overflowAfter: usize = 0
export let overflowQueue: usize = 0
export let outcomeWhen: usize = 0
export let outcomeEvent: usize = 0
export let outcomeShare: usize = 0
export let outcomeEventsAt: usize = 0
export let outcomesAt: usize = 0
export let batchSize: usize = 0
export let batchAge: usize = 0
export let batchTimes: usize = 0
export let batchTimesAt: usize = 0
export let valueAdding: usize = 0
export let sensitive: usize = 0
export let timeKeys: usize = 0
export let patienceKeys: usize = 0
export let outcomeKeys: usize = 0
export let poolOrder: usize = 0
export let poolPriority: usize = 0
export let poolChangeTime: usize = 0
export let poolChangePeople: usize = 0
export let poolChangesAt: usize = 0
export let segmentWhen: usize = 0
export let segmentTarget: usize = 0
export let formulaCode: usize = 0
export let formulaAt: usize = 0
export let formulaNumbers: usize = 0
export let failureEvent: usize = 0
export let failureWhen: usize = 0
export let failureShare: usize = 0
export let failureAt: usize = 0
export let failureKeys: usize = 0
export let whole: usize = 0
export let steps: usize = 0
export let pools: usize = 0
export let segments: usize = 0
export let transitions: usize = 0
export let outcomes: usize = 0
export let stepQueueHours: usize = 0
export let poolQueueHours: usize = 0
export let poolBusyHours: usize = 0
export let poolPeopleHours: usize = 0
export let leadTimeCells: usize = 0
export let segmentCells: usize = 0
export let waitCells: usize = 0
export let handleCells: usize = 0
export let failureCounts: usize = 0

/** Reads the addresses, in the order above. */
export function readTables(addresses: usize): void {
  chartTimersAt = load<u32>(addresses, 0)
  chartTimerDelay = load<u32>(addresses, 4)
  chartTimerEvent = load<u32>(addresses, 8)
  chartStep = load<u32>(addresses, 12)
  actionKind = load<u32>(addresses, 16)
  actionAttribute = load<u32>(addresses, 20)
  actionOperand = load<u32>(addresses, 24)
  actionBy = load<u32>(addresses, 28)
  actionValues = load<u32>(addresses, 32)
  actionShares = load<u32>(addresses, 36)
  actionValuesAt = load<u32>(addresses, 40)
  actionKeys = load<u32>(addresses, 44)
  stepKind = load<u32>(addresses, 48)
  stepPools = load<u32>(addresses, 52)
  stepPoolsAt = load<u32>(addresses, 56)
  stepSlots = load<u32>(addresses, 60)
  timeWhen = load<u32>(addresses, 64)
  timeKind = load<u32>(addresses, 68)
  timeParameters = load<u32>(addresses, 72)
  timeParametersAt = load<u32>(addresses, 76)
  timesAt = load<u32>(addresses, 80)
  timeMean = load<u32>(addresses, 84)
  patienceAt = load<u32>(addresses, 88)
  limitAfter = load<u32>(addresses, 92)
  limitEvent = load<u32>(addresses, 96)
  overflows = load<u32>(addresses, 100)
  overflowAfter = load<u32>(addresses, 104)
  overflowQueue = load<u32>(addresses, 108)
  outcomeWhen = load<u32>(addresses, 112)
  outcomeEvent = load<u32>(addresses, 116)
  outcomeShare = load<u32>(addresses, 120)
  outcomeEventsAt = load<u32>(addresses, 124)
  outcomesAt = load<u32>(addresses, 128)
  batchSize = load<u32>(addresses, 132)
  batchAge = load<u32>(addresses, 136)
  batchTimes = load<u32>(addresses, 140)
  batchTimesAt = load<u32>(addresses, 144)
  valueAdding = load<u32>(addresses, 148)
  sensitive = load<u32>(addresses, 152)
  timeKeys = load<u32>(addresses, 156)
  patienceKeys = load<u32>(addresses, 160)
  outcomeKeys = load<u32>(addresses, 164)
  poolOrder = load<u32>(addresses, 168)
  poolPriority = load<u32>(addresses, 172)
  poolChangeTime = load<u32>(addresses, 176)
  poolChangePeople = load<u32>(addresses, 180)
  poolChangesAt = load<u32>(addresses, 184)
  segmentWhen = load<u32>(addresses, 188)
  segmentTarget = load<u32>(addresses, 192)
  formulaCode = load<u32>(addresses, 196)
  formulaAt = load<u32>(addresses, 200)
  formulaNumbers = load<u32>(addresses, 204)
  failureEvent = load<u32>(addresses, 208)
  failureWhen = load<u32>(addresses, 212)
  failureShare = load<u32>(addresses, 216)
  failureAt = load<u32>(addresses, 220)
  failureKeys = load<u32>(addresses, 224)
  whole = load<u32>(addresses, 228)
  steps = load<u32>(addresses, 232)
  pools = load<u32>(addresses, 236)
  segments = load<u32>(addresses, 240)
  transitions = load<u32>(addresses, 244)
  outcomes = load<u32>(addresses, 248)
  stepQueueHours = load<u32>(addresses, 252)
  poolQueueHours = load<u32>(addresses, 256)
  poolBusyHours = load<u32>(addresses, 260)
  poolPeopleHours = load<u32>(addresses, 264)
  leadTimeCells = load<u32>(addresses, 268)
  segmentCells = load<u32>(addresses, 272)
  waitCells = load<u32>(addresses, 276)
  handleCells = load<u32>(addresses, 280)
  failureCounts = load<u32>(addresses, 284)
}

@inline
export function int(table: usize, at: i32): i32 {
  return load<i32>(table + (<usize>at << 2))
}

@inline
export function float(table: usize, at: i32): f64 {
  return load<f64>(table + (<usize>at << 3))
}

@inline
export function add(table: usize, at: i32, value: f64): void {
  const place = table + (<usize>at << 3)
  store<f64>(place, load<f64>(place) + value)
}
