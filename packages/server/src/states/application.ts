/** An application until somebody decides. */
export const applicationTable = {
  submitted: { screen: 'screened' },
  screened: { approve: 'approved', reject: 'rejected' },
  approved: { generate: 'contracted' },
  rejected: {},
  contracted: {},
} as const
export type ApplicationState = keyof typeof applicationTable
