/** A loan after its contract came into force. Overdue and the five classes are derived, never states. */
export const servicingTable = {
  pendingDisbursement: { disburse: 'active' },
  active: { repay: 'active', settle: 'settled' },
  settled: {},
} as const

/** A drawdown is a loan that can be given up before it is paid out: its line stays, and has the amount again. */
export const drawdownTable = {
  ...servicingTable,
  pendingDisbursement: { ...servicingTable.pendingDisbursement, cancel: 'cancelled' },
  cancelled: {},
} as const
