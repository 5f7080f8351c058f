import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { repository } from './bundle.mjs'

const cdn = join(repository, 'packages/component/dist/cdn')
const pdfjs = join(repository, 'node_modules/pdfjs-dist/legacy/build')
const types = { js: 'text/javascript', mjs: 'text/javascript', html: 'text/html', pdf: 'application/pdf' }

const elementPage = '<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width"><body style="margin:0"><script type="module" src="/assets/loan-contract-signer.js"></script><loan-contract-signer server="/v1"></loan-contract-signer>'
const barePage = '<!doctype html><html><meta name="viewport" content="width=device-width"><body style="margin:0"><canvas></canvas>'

/**
 * A page with the element, a page with nothing, and an API that answers from one session which has come as far as reading.
 * @param {Record<string, { pdf: Buffer, sha256: string, pages: number, field: { page: number, rect: number[] }, keyClauses: { id: string }[] }>} documents
 */
export async function firstPageServer(documents) {
  const confirmed = new Set()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const [, first, name = '', third = ''] = url.pathname.split('/')
    const send = (type, body) => response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    if (first === 'assets') return send(types.js, readFileSync(join(cdn, name)))
    if (first === 'pdfjs') return send(types.mjs, readFileSync(join(pdfjs, name)))
    if (first === 'pdf') return send(types.pdf, documents[name].pdf)
    if (first === 'bare') return send(types.html, barePage)
    if (first === 'element') return send(types.html, elementPage)
    // `short` and `long` have come as far as reading; `short.1` and so on stand before the cost table.
    const token = (request.headers.authorization ?? '').replace('DPoP ', '')
    const [which] = token.split('.')
    if (!documents[which]) return response.writeHead(404).end()
    const serverTime = new Date().toISOString()
    if (third === 'cost-table') {
      if (url.pathname.endsWith('/confirm')) confirmed.add(token)
      return send('application/json', JSON.stringify(url.pathname.endsWith('/confirm') ? { confirmedAt: serverTime, shownSeconds: 10 } : { remainingSeconds: 0, serverTime }))
    }
    if (third === 'documents') return send(types.pdf, documents[which].pdf)
    if (third === 'reading') return send('application/json', JSON.stringify({ remainingSeconds: 5, read: false, serverTime }))
    return send('application/json', JSON.stringify(session(documents[which], token === which || confirmed.has(token))))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { origin: `http://localhost:${server.address().port}`, close: () => new Promise((done) => server.close(done)) }
}

function session({ pdf, sha256, pages, field, keyClauses }, isReading) {
  const now = new Date().toISOString()
  const id = 'doc_BenchBench1'
  return {
    sessionId: 'ses_BenchBench1', expiresAt: now, serverTime: now, environment: 'development', language: 'zh-CN', lender: { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118' },
    contract: { id: 'con_BenchBench1', number: '第1号', version: 1, title: '个人借款合同', state: 'inSigning', signBefore: now }, signer: { id: 'sgn_BenchBench1', role: 'borrower', name: '周禾田', phoneMasked: '138****0187' },
    documents: [{ id, title: '个人借款合同', sha256, frozenSize: pdf.length, revisionSha256: sha256, revisionSize: pdf.length, pages, place: { field: 'borrower', page: field.page, rect: field.rect } }],
    steps: ['identity', 'consents', 'cost-table', 'reading', 'willingness', 'signing'].map((step, index) => ({ step, done: index < (isReading ? 3 : 2) })),
    identity: { verified: true, attemptsLeft: 5, lockedUntil: null, result: null }, consents: [], costTable: { minimumSeconds: 10, remainingSeconds: 0, ...(isReading ? { confirmedAt: now, shownSeconds: 10 } : { confirmedAt: null, shownSeconds: null }) },
    reading: { pages: Array.from({ length: pages }, (_, index) => ({ documentId: id, page: index + 1, minimumSeconds: 10, elapsedSeconds: 0, read: false })), clauses: keyClauses.map((clause) => ({ documentId: id, clauseId: clause.id, shown: false, explained: false, acknowledged: false })), completedAt: null, receiptSha256: null },
    willingness: { lockedUntil: null, result: null }, attempt: null, outcome: null, receipt: null, certificateIssuer: 'Bench',
  }
}
