import type { SessionView } from '@loansign/protocol/session'
import type { Context } from '../context.js'
import { maskPhone } from '../contracts/readContract.js'
import { sha256 } from '../database/documents.js'
import { elapsedMs, remaining } from './costTable.js'
import { textsOf } from './decideConsents.js'
import { elapsedSeconds, minimumSeconds, pagesOf } from './reading.js'
import { readCeremony, type SignerSession } from './signerSession.js'

/** Everything the element needs to draw, and to go on after a reload. */
export async function viewSession(context: Context, session: SignerSession): Promise<SessionView> {
  const { db, settings } = context
  const ceremony = await readCeremony(db, context, session.signerId)
  const { signer, contract, documents, person } = ceremony
  const decisions = await db.selectFrom('consents').selectAll().where('signer_id', '=', signer.id).execute()
  const pages = await pagesOf(db, signer.id)
  const marks = await db.selectFrom('clause_marks').selectAll().where('signer_id', '=', signer.id).execute()
  const attempt = await db.selectFrom('attempts').selectAll().where('signer_id', '=', signer.id).where('state', 'not in', ['abandoned', 'lapsed']).executeTakeFirst()
  const rank = ['invited', 'opened', 'identified', 'consented', 'costTableConfirmed', 'readComplete', 'signed'].indexOf(signer.state)
  const lockedUntil = signer.locked_until && signer.locked_until > context.now() ? signer.locked_until.toISOString() : null
  const willing = attempt?.willing_at ?? null
  return {
    sessionId: session.sessionId,
    expiresAt: session.expiresAt.toISOString(),
    serverTime: context.now().toISOString(),
    environment: context.environment,
    language: contract.language,
    lender: context.lender,
    contract: { id: contract.id, number: contract.number, version: contract.version, title: contract.title, state: contract.state, signBefore: contract.sign_before.toISOString() },
    signer: { id: signer.id, role: signer.role, name: person.name, phoneMasked: maskPhone(person.phone ?? '') },
    documents: documents.map((document) => {
      const place = document.places.find(({ role }) => role === signer.role) ?? document.places[0]!
      return {
        id: document.id, title: document.title, sha256: document.frozen_sha256, frozenSize: document.frozen_size, revisionSha256: document.revision_sha256,
        revisionSize: document.revision_size, pages: document.pages, place: { field: place.field, page: place.page, rect: place.rect },
      }
    }),
    steps: [
      { step: 'identity', done: rank >= 2 },
      { step: 'consents', done: rank >= 3 },
      { step: 'cost-table', done: rank >= 4 },
      { step: 'reading', done: rank >= 5 },
      { step: 'willingness', done: Boolean(willing) || rank >= 6 },
      { step: 'signing', done: rank >= 6 },
    ],
    identity: { verified: signer.identity !== null, attemptsLeft: Math.max(0, settings.codeTries - signer.failures), lockedUntil, result: signer.identity },
    consents: textsOf(context, ceremony).map((text) => ({ ...text, decision: decisions.find((row) => row.consent_id === text.id && row.text_sha256 === text.textSha256)?.decision ?? null })),
    costTable: {
      minimumSeconds: settings.costTableSeconds,
      remainingSeconds: remaining(context, elapsedMs(context, signer)),
      confirmedAt: signer.cost_confirmed_at?.toISOString() ?? null,
      shownSeconds: signer.cost_confirmed_at ? Math.floor(signer.cost_elapsed_ms / 1000) : null,
    },
    reading: {
      pages: documents.flatMap((document) =>
        Array.from({ length: document.pages }, (_, index) => {
          const row = pages.find((candidate) => candidate.document_id === document.id && candidate.page === index + 1)
          return { documentId: document.id, page: index + 1, minimumSeconds: minimumSeconds(context, document), elapsedSeconds: elapsedSeconds(context, document, row), read: Boolean(row?.read_at) }
        }),
      ),
      clauses: documents.flatMap((document) =>
        document.clauses.map(({ id }) => {
          const mark = marks.find((candidate) => candidate.document_id === document.id && candidate.clause_id === id)
          return { documentId: document.id, clauseId: id, shown: Boolean(mark), explained: Boolean(mark?.explained_at), acknowledged: Boolean(mark?.acknowledged_at) }
        }),
      ),
      completedAt: signer.reading_completed_at?.toISOString() ?? null,
      receiptSha256: signer.reading_receipt ? sha256(signer.reading_receipt) : null,
    },
    willingness: { lockedUntil, result: willing && attempt?.message_sha256 ? { method: 'one-time-code', messageSha256: attempt.message_sha256, confirmedAt: willing.toISOString() } : null },
    attempt: attempt
      ? {
          id: attempt.id,
          state: attempt.state as 'started',
          codeExpiresAt: attempt.code_expires_at?.toISOString() ?? null,
          resendAt: attempt.code_sent_at ? new Date(attempt.code_sent_at.getTime() + settings.codeResendSeconds * 1000).toISOString() : null,
          attemptsLeft: Math.max(0, settings.codeTries - signer.failures),
        }
      : null,
    outcome: signer.state === 'signed' || signer.state === 'declined' || signer.state === 'expired' ? signer.state : contract.state === 'voided' ? 'voided' : null,
    receipt: signer.receipt as SessionView['receipt'],
    certificateIssuer: context.certificateAuthority.issuerName,
  }
}
