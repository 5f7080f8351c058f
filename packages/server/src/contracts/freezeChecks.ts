import { inspectBase } from '@loansign/signature'
import type { Person } from '../applications/readApplication.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import type { GeneratedDocument } from '../ports/index.js'

/**
 * What a generated document must fulfil before anybody sees it: nothing in it that could change what one sees, a field for every place, each place one person's.
 * @throws LoanSigningError `document-refused` with what was found
 */
export function freezeChecks({ pdf, places }: GeneratedDocument, people: readonly Person[]): void {
  const report = inspectBase(pdf, { expectedAttachments: ['loan.json'] })
  const missing = places.filter(({ field }) => !report.fields.some(({ name }) => name === field))
  const lender = places.find(({ role }) => role === 'lender')?.field
  const findings: { readonly code: string }[] = [...report.findings, ...wrongPlaces(places, people)]
  if (report.straddleSeals.some(({ lockedBy }) => lockedBy !== lender)) findings.push({ code: 'straddle-seal' })
  if (findings.length > 0 || missing.length > 0) {
    throw new LoanSigningError('document-refused', { findings, missingFields: missing.map(({ field }) => field), sha256: sha256(pdf) })
  }
}

/** A place is paired with a person by position and role; a person has one place in a document, and so has the lender. Whoever stands in none of its places has nothing to do with it. */
function wrongPlaces(places: GeneratedDocument['places'], people: readonly Person[]): { readonly code: string; readonly field: string }[] {
  const isPaired = ({ role, party }: GeneratedDocument['places'][number]): boolean => (party === null ? role === 'lender' : role !== 'lender' && people[party]?.role === role)
  const isOnce = (index: number): boolean => places.every(({ field, party }, other) => other >= index || (field !== places[index]!.field && party !== places[index]!.party))
  const nobodys = places.every(({ party }) => party === null) ? [{ code: 'no-signer', field: '' }] : []
  return [...nobodys, ...places.flatMap((place, index) => (isPaired(place) && isOnce(index) ? [] : [{ code: 'place-of-nobody', field: place.field }]))]
}
