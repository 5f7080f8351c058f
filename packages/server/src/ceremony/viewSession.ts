import type { Selectable } from 'kysely'
import type { SessionView } from '@loansign/protocol/session'
import type { Context, Tx } from '../context.js'
import { maskPhone } from '../contracts/readContract.js'
import { sha256 } from '../database/documents.js'
import type { Schema } from '../database/schema.js'
import { textsOf } from './consents/decideConsents.js'
import { lockOf } from './lock.js'
import { placeOf } from './placeOf.js'
import * as costTable from './reading/costTable.js'
import { elapsedMs, findPage, minimumSeconds, readPageRows } from './reading/pageTimes.js'
import { readCeremony, type Ceremony, type SignerSession } from './signerSession.js'

type LiveState = NonNullable<SessionView['attempt']>['state']
type AttemptRow = Selectable<Schema['attempts']>

/** Everything the element needs to draw, and to go on after a reload: one moment of the database, not several. */
export function viewSession(context: Context, session: SignerSession): Promise<SessionView> {
  return context.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const ceremony = await readCeremony(tx, context, session.signerId)
      const { signer, contract, person } = ceremony
      const attempt = await readLiveAttempt(tx, signer.id)
      return {
        sessionId: session.sessionId,
        expiresAt: session.expiresAt.toISOString(),
        serverTime: context.now().toISOString(),
        environment: context.environment,
        language: contract.language,
        lender: context.lender,
        contract: {
          id: contract.id,
          number: contract.number,
          version: contract.version,
          title: contract.title,
          state: contract.state,
          signBefore: contract.sign_before.toISOString(),
        },
        signer: { id: signer.id, role: signer.role, name: person.name, phoneMasked: maskPhone(person.phone ?? '') },
        documents: viewDocuments(ceremony),
        steps: viewSteps(ceremony, attempt),
        identity: {
          verified: signer.identity !== null,
          attemptsLeft: triesLeft(context, ceremony),
          lockedUntil: lockOf(context, signer),
          result: signer.identity,
        },
        consents: await viewConsents(tx, context, ceremony),
        costTable: {
          minimumSeconds: context.settings.costTableSeconds,
          remainingSeconds: costTable.remainingOf(context, costTable.elapsedMs(context, signer)),
          confirmedAt: signer.cost_confirmed_at?.toISOString() ?? null,
          shownSeconds: signer.cost_confirmed_at ? Math.floor(signer.cost_elapsed_ms / 1000) : null,
        },
        reading: await viewReading(tx, context, ceremony),
        willingness: {
          lockedUntil: lockOf(context, signer),
          result:
            attempt?.willing_at && attempt.message_sha256
              ? { method: 'one-time-code', messageSha256: attempt.message_sha256, confirmedAt: attempt.willing_at.toISOString() }
              : null,
        },
        attempt: attempt ? viewAttempt(context, ceremony, attempt) : null,
        outcome: viewOutcome(ceremony),
        receipt: signer.receipt as SessionView['receipt'],
        certificateIssuer: context.certificateAuthority.issuerName,
      }
    })
}

function readLiveAttempt(tx: Tx, signerId: string): Promise<AttemptRow | undefined> {
  return tx
    .selectFrom('attempts')
    .selectAll()
    .where('signer_id', '=', signerId)
    .where('state', 'not in', ['abandoned', 'lapsed'])
    .executeTakeFirst()
}

function viewDocuments({ documents, signer }: Ceremony): SessionView['documents'] {
  return documents.map((document) => {
    const { field, page, rect } = placeOf(document, signer)!
    return {
      id: document.id,
      title: document.title,
      sha256: document.frozen_sha256,
      frozenSize: document.frozen_size,
      revisionSha256: document.revision_sha256,
      revisionSize: document.revision_size,
      pages: document.pages,
      place: { field, page, rect },
    }
  })
}

function viewSteps({ signer }: Ceremony, attempt: AttemptRow | undefined): SessionView['steps'] {
  const isSigned = signer.state === 'signed'
  return [
    { step: 'identity', done: signer.identity !== null },
    { step: 'consents', done: signer.cost_confirmed_at !== null || signer.state === 'consented' },
    { step: 'cost-table', done: signer.cost_confirmed_at !== null },
    { step: 'reading', done: signer.reading_completed_at !== null },
    { step: 'willingness', done: isSigned || Boolean(attempt?.willing_at) },
    { step: 'signing', done: isSigned },
  ]
}

async function viewConsents(tx: Tx, context: Context, ceremony: Ceremony): Promise<SessionView['consents']> {
  const rows = await tx.selectFrom('consents').selectAll().where('signer_id', '=', ceremony.signer.id).execute()
  return textsOf(context, ceremony).map((text) => ({
    ...text,
    decision: rows.find((row) => row.consent_id === text.id && row.text_sha256 === text.textSha256)?.decision ?? null,
  }))
}

async function viewReading(tx: Tx, context: Context, { signer, documents }: Ceremony): Promise<SessionView['reading']> {
  const rows = await readPageRows(tx, signer.id)
  const marks = await tx.selectFrom('clause_marks').selectAll().where('signer_id', '=', signer.id).execute()
  return {
    pages: documents.flatMap((document) =>
      Array.from({ length: document.pages }, (_, index) => {
        const reference = { documentId: document.id, page: index + 1 }
        const row = findPage(rows, reference)
        return {
          ...reference,
          minimumSeconds: minimumSeconds(context, document),
          elapsedSeconds: elapsedMs(context, document, row) / 1000,
          read: row?.read_at != null,
        }
      }),
    ),
    clauses: documents.flatMap((document) =>
      document.clauses.map(({ id }) => {
        const mark = marks.find((candidate) => candidate.document_id === document.id && candidate.clause_id === id)
        return {
          documentId: document.id,
          clauseId: id,
          shown: mark !== undefined,
          explained: mark?.explained_at != null,
          acknowledged: mark?.acknowledged_at != null,
        }
      }),
    ),
    completedAt: signer.reading_completed_at?.toISOString() ?? null,
    receiptSha256: signer.reading_receipt ? sha256(signer.reading_receipt) : null,
  }
}

function viewAttempt(context: Context, ceremony: Ceremony, attempt: AttemptRow): NonNullable<SessionView['attempt']> {
  const { code_sent_at: sentAt } = attempt
  return {
    id: attempt.id,
    state: attempt.state as LiveState,
    codeExpiresAt: attempt.code_expires_at?.toISOString() ?? null,
    resendAt: sentAt ? new Date(sentAt.getTime() + context.settings.codeResendSeconds * 1000).toISOString() : null,
    attemptsLeft: triesLeft(context, ceremony),
  }
}

const triesLeft = (context: Context, { signer }: Ceremony): number => Math.max(0, context.settings.codeTries - signer.failures)

function viewOutcome({ signer, contract }: Ceremony): SessionView['outcome'] {
  if (signer.state === 'signed' || signer.state === 'declined' || signer.state === 'expired') return signer.state
  return contract.state === 'voided' || contract.state === 'declined' || contract.state === 'expired' ? contract.state : null
}
