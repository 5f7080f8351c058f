import { createHash } from 'node:crypto'
import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { extractAttachment, inspectBase, readPdf } from '@loansign/signature'
import { PDFDocument, PDFName } from 'pdf-lib'

/** A real contract of twelve pages and the same one with its schedule pages repeated up to three hundred, each with the facts a session tells of it. */
export async function firstPagePdfs() {
  const engine = typst()
  try {
    const { pdf } = await personalLoan({ engine }).generate({
      language: 'zh-CN',
      lender: { name: '青溪县农村信用合作联社', hotline: '0870-5550118' },
      loan: { kind: '农户生产经营贷款', currency: 'CNY', principal: '300000.00', purpose: '扩建高原蔬菜温室大棚', annualRatePercent: '4.25', termMonths: 330, repaymentMethod: 'level-payment', startDate: '2026-12-20', firstDueDate: '2027-01-20' },
      parties: [{ role: 'borrower', name: '周禾田', idNumber: '530000198703150017', phone: '13800000187', address: '云川省青溪县柳河镇' }],
      contract: { id: 'con_BenchBenchBench1', number: '第1号', version: 1, nonce: '00' },
      test: true,
      now: new Date('2026-11-20T02:00:00Z'),
    })
    return { short: facts(pdf), long: facts(await lengthen(pdf, 300)) }
  } finally {
    await engine.close()
  }
}

async function lengthen(pdf, pages) {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const middle = Math.floor(document.getPageCount() / 2)
  // Copied in one go they share their fonts, as pages of one document do.
  const copies = await document.copyPages(document, Array.from({ length: pages - document.getPageCount() }, () => middle))
  for (const copy of copies) {
    copy.node.delete(PDFName.of('Annots'))
    copy.node.delete(PDFName.of('StructParents'))
    document.insertPage(middle + 1, copy)
  }
  return document.save({ useObjectStreams: false, updateFieldAppearances: false })
}

/** @param {Uint8Array} pdf */
function facts(pdf) {
  const report = inspectBase(pdf, { expectedAttachments: ['loan.json'] })
  if (report.findings.length > 0) throw new Error(`the bench's contract would be refused: ${JSON.stringify(report.findings.slice(0, 3))}`)
  const { keyClauses } = JSON.parse(new TextDecoder().decode(extractAttachment({ pdf: readPdf(pdf), name: 'loan.json' })))
  return { pdf: Buffer.from(pdf), sha256: createHash('sha256').update(pdf).digest('hex'), pages: report.pages, field: report.fields.find(({ name }) => name === 'borrower'), keyClauses }
}
