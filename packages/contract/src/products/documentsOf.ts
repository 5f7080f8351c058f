import type { PlaceData } from '../data/contractData.js'
import type { ContractOrder, Language } from '../data/contractOrder.js'
import { membersAt } from '../validation/membersAt.js'
import type { DocumentRule, ProductDefinition } from './readProduct.js'

export interface PlannedDocument {
  readonly rule: DocumentRule
  /** The rule's, with the signer's field where each person has one of their own. */
  readonly id: string
  readonly places: readonly PlaceData[]
}

/** The documents of an order, each with a place for every person who signs it. */
export function documentsOf(product: ProductDefinition, order: ContractOrder): readonly PlannedDocument[] {
  return product.documents.flatMap((rule) => {
    const places = rule.signers.flatMap((role) => placesOf(product, order, rule, role))
    if (rule.perPerson !== true) return places.every(({ party }) => party === null) ? [] : [{ rule, id: rule.id, places }]
    return places.map((place) => ({ rule, id: `${rule.id}-${place.field}`, places: [place] }))
  })
}

/** The template a document begins with. */
export function mainFile({ template }: DocumentRule, language: Language): string {
  return `${template}.${language}.typ`
}

/** A person has one place. Where several have the same role, the fields are numbered. */
function placesOf({ parties: rules, lender }: ProductDefinition, order: ContractOrder, { named, as }: DocumentRule, role: string): PlaceData[] {
  const { parties, language } = order
  if (role === 'lender') return [{ field: 'lender', role, party: null, label: lender[language] ?? role }]
  const label = as?.[language] ?? rules.find((rule) => rule.role === role)?.label[language] ?? role
  const names = named === undefined ? undefined : membersAt(order, named).map(({ value }) => value)
  const people = parties.flatMap((party, index) => (party.role === role && (names === undefined || names.includes(party.name)) ? [index] : []))
  return people.map((party, index) => ({ field: people.length === 1 ? role : `${role}-${index + 1}`, role, party, label }))
}
