import { addSignatureFields } from '@loansign/contract'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import type { ContractGenerator, GeneratedDocument, GenerationOrder } from '../ports/index.js'

const pages = 2
const places: GeneratedDocument['places'] = [
  { field: 'borrower', role: 'borrower', page: 2, rect: [72, 600, 242, 660] },
  { field: 'guarantor', role: 'guarantor', page: 2, rect: [72, 500, 242, 560] },
  { field: 'lender', role: 'lender', page: 2, rect: [72, 400, 242, 460] },
]

/** A small product with two people who sign one behind the other. Its two pages are made in milliseconds. */
export const guaranteedLoan: ContractGenerator = {
  product: 'guaranteed-loan',
  async generate({ loan, contract }: GenerationOrder): Promise<GeneratedDocument> {
    const data = new TextEncoder().encode(JSON.stringify({ contract, loan }))
    const document = await PDFDocument.create({ updateMetadata: false })
    const font = await document.embedFont(StandardFonts.Helvetica)
    for (let page = 1; page <= pages; page++) {
      document.addPage([595, 842]).drawText(`${contract.id} ${contract.nonce} page ${page}`, { x: 72, y: 700, size: 14, font })
    }
    await document.attach(data, 'loan.json', { mimeType: 'application/json' })
    const labelled = places.map((place) => ({ ...place, label: place.role }))
    const pdf = await addSignatureFields({ pdf: await document.save(), places: labelled, identity: [contract.id, contract.nonce] })
    const keyClauses = [
      { id: 'default-interest', page: 1 },
      { id: 'joint-liability', page: 2 },
    ]
    return { title: 'Guaranteed loan agreement', pdf, data, pages, keyClauses, places, amountText: '$24,000.00' }
  },
  async checkDrawnText() {
    return []
  },
}
