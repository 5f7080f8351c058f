/** A contract from its draft to its force. It is in force only once the lender has countersigned (Civil Code, articles 490 and 491). */
export const agreementTable = {
  generated: { send: 'sent', void: 'voided' },
  sent: { open: 'inSigning', sign: 'inSigning', signLast: 'fullySigned', decline: 'declined', expire: 'expired', void: 'voided' },
  inSigning: { open: 'inSigning', sign: 'inSigning', signLast: 'fullySigned', decline: 'declined', expire: 'expired', void: 'voided' },
  fullySigned: { countersign: 'effective', void: 'voided' },
  effective: {},
  declined: {},
  expired: {},
  voided: {},
} as const
export type AgreementState = keyof typeof agreementTable
