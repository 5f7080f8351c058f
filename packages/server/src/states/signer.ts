/** One signer's way through the ceremony. Reading comes before willingness, willingness before the signature. */
export const signerTable = {
  waiting: { invite: 'invited', expire: 'expired' },
  invited: { open: 'opened', decline: 'declined', expire: 'expired' },
  opened: { open: 'opened', verifyIdentity: 'identified', decline: 'declined', expire: 'expired' },
  identified: { open: 'identified', decideConsents: 'consented', decline: 'declined', expire: 'expired' },
  consented: { open: 'consented', confirmCostTable: 'costTableConfirmed', decline: 'declined', expire: 'expired' },
  costTableConfirmed: { open: 'costTableConfirmed', completeReading: 'readComplete', decline: 'declined', expire: 'expired' },
  readComplete: { open: 'readComplete', sign: 'signed', decline: 'declined', expire: 'expired' },
  signed: {},
  declined: {},
  expired: {},
} as const
