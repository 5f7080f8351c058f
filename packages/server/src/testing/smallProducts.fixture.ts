import { addSignatureFields } from '@loansign/contract'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import type { ContractGenerator, GeneratedDocument, GenerationOrder } from '../ports/index.js'

interface SmallDocument {
  readonly title: string
  readonly roles: readonly string[]
  readonly perPerson?: boolean
}

type Places = GeneratedDocument['places']

/** All people in one file, who sign one behind the other. */
export const guaranteedLoan = smallProduct('guaranteed-loan', [{ title: 'Guaranteed loan agreement', roles: ['borrower', 'co-borrower', 'guarantor', 'lender'] }])

/** A contract, a guarantee and a consent of each person: files of their own. */
export const bundledLoan = smallProduct('bundled-loan', [
  { title: 'Loan agreement', roles: ['borrower', 'co-borrower', 'lender'] },
  { title: 'Guarantee', roles: ['guarantor', 'lender'] },
  { title: 'Consent', roles: ['borrower', 'co-borrower', 'guarantor'], perPerson: true },
])

const pages = 2

/** A product whose documents have two pages each and are made in milliseconds. */
function smallProduct(product: string, documents: readonly SmallDocument[]): ContractGenerator {
  return {
    product,
    signingOrder: ['borrower', 'co-borrower', 'guarantor'],
    check: () => undefined,
    generateDocuments: async (order) =>
      Promise.all(
        documents.flatMap(({ title, roles, perPerson }) => {
          const places = placesOf(order, roles)
          if (places.every(({ party }) => party === null)) return []
          return perPerson ? places.map((place) => make(order, title, [place])) : [make(order, title, places)]
        }),
      ),
    checkDrawnText: async () => [],
  }
}

function placesOf({ parties }: GenerationOrder, roles: readonly string[]): Places {
  const places = roles.flatMap((role): Pick<Places[number], 'field' | 'role' | 'party'>[] => {
    if (role === 'lender') return [{ field: role, role, party: null }]
    const people = [...parties.keys()].filter((party) => parties[party]!.role === role)
    return people.map((party, index) => ({ field: people.length === 1 ? role : `${role}-${index + 1}`, role, party }))
  })
  return places.map((place, index) => ({ ...place, page: pages, rect: [72, 600 - index * 100, 242, 660 - index * 100] }))
}

async function make({ loan, contract }: GenerationOrder, title: string, places: Places): Promise<GeneratedDocument> {
  const data = new TextEncoder().encode(JSON.stringify({ contract, loan }))
  const document = await PDFDocument.create({ updateMetadata: false })
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (let page = 1; page <= pages; page++) {
    document.addPage([595, 842]).drawText(`${title} ${contract.id} ${contract.nonce} page ${page}`, { x: 22, y: 700, size: 10, font })
  }
  await document.attach(data, 'loan.json', { mimeType: 'application/json' })
  const labelled = places.map((place) => ({ ...place, label: place.role }))
  const pdf = addSignatureFields({ pdf: await document.save({ useObjectStreams: false }), places: labelled, identity: [contract.id, contract.nonce, title, ...places.map(({ field }) => field)] })
  const keyClauses = [
    { id: 'default-interest', page: 1 },
    { id: 'joint-liability', page: 2 },
  ]
  return { title, pdf, data, pages, keyClauses, places, amountText: '$24,000.00' }
}
