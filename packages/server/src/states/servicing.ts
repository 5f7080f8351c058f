/** A loan after its contract came into force. Overdue and the five classes are derived, never states. */
export const servicingTable = {
  pendingDisbursement: { disburse: 'active' },
  active: { repay: 'active', settle: 'settled' },
  settled: {},
} as const
