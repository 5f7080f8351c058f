import type { SessionView } from '@loansign/protocol/session'

const sha = 'ab'.repeat(32)

/** A session as the server shows it at the beginning. */
export function sampleView(changes: Partial<SessionView> = {}): SessionView {
  return {
    sessionId: 'ses_SampleSample1', expiresAt: '2026-11-20T05:00:00Z', serverTime: '2026-11-20T02:40:00Z', environment: 'development', language: 'zh-CN',
    lender: { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118' },
    contract: { id: 'con_SampleSample1', number: '（青溪）农信借字〔2026〕第0001187号', version: 1, title: '个人借款合同', state: 'inSigning', signBefore: '2026-11-27T10:00:00Z' },
    signer: { id: 'sgn_SampleSample1', role: 'borrower', name: '周禾田', phoneMasked: '138****0187' },
    documents: [{ id: 'doc_SampleSample1', title: '个人借款合同', sha256: sha, frozenSize: 10, revisionSha256: sha, revisionSize: 10, pages: 2, place: { field: 'borrower', page: 2, rect: [0, 0, 100, 50] } }],
    steps: (['identity', 'consents', 'cost-table', 'reading', 'willingness', 'signing'] as const).map((step) => ({ step, done: false })),
    identity: { verified: false, attemptsLeft: 5, lockedUntil: null, result: null },
    consents: [
      { id: 'electronic-signing', required: true, title: '用电子方式签合同', text: '与手写签名效力相同。', textVersion: '1', textSha256: sha, decision: null },
      { id: 'reminders', required: false, title: '用短信接收还款提醒', text: '随时可以停。', textVersion: '1', textSha256: sha, decision: null },
    ],
    costTable: { minimumSeconds: 10, remainingSeconds: 10, confirmedAt: null, shownSeconds: null },
    reading: {
      pages: [1, 2].map((page) => ({ documentId: 'doc_SampleSample1', page, minimumSeconds: 3, elapsedSeconds: 0, read: false })),
      clauses: [{ documentId: 'doc_SampleSample1', clauseId: 'overdue', shown: false, explained: false, acknowledged: false }],
      completedAt: null, receiptSha256: null,
    },
    willingness: { lockedUntil: null, result: null },
    attempt: null, outcome: null, receipt: null, certificateIssuer: 'LoanSign TEST Event CA',
    ...changes,
  }
}
