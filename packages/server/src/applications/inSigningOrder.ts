import type { ContractGenerator } from '../ports/index.js'

/** Signers as their product asks them, whatever order they were given in; those of one role as they were given. A role that the product does not have would come last. */
export function inSigningOrder<Party extends { readonly role: string }>({ signingOrder }: Pick<ContractGenerator, 'signingOrder'>, parties: readonly Party[]): readonly Party[] {
  const turn = ({ role }: Party): number => (signingOrder.includes(role) ? signingOrder.indexOf(role) : signingOrder.length)
  return [...parties].sort((a, b) => turn(a) - turn(b))
}
