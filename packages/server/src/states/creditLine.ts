/** A line while its contract is in force. That its time is over is derived, never a state. */
export const creditLineTable = {
  open: { draw: 'open', suspend: 'suspended' },
  suspended: { resume: 'open' },
} as const
