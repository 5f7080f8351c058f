import { judgeCrl } from '../../revocation/crl/judgeCrl.js'
import { judgeOcsp } from '../../revocation/ocsp/judgeOcsp.js'
import type { RevocationQuestion } from '../../revocation/revocationSource.js'
import { refused, type Judgement, type RevocationProblemCode, type RevocationStatement } from '../../revocation/statement.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import { questionKey, type RevocationItem, type ValidationMaterial } from './validationMaterial.js'

/** `after`: made at or after the time that counts; `current`: made before, and still current then by its own nextUpdate; `stale`: neither. */
export type Freshness = 'after' | 'current' | 'stale'

/** What the best of all data says about one certificate of a path. */
export interface RevocationFinding {
  readonly certificate: Certificate
  readonly status: 'good' | 'revoked' | 'revoked-later' | 'on-hold' | 'unknown' | 'not-checked'
  readonly freshness: Freshness | null
  readonly statement: RevocationStatement | null
  readonly item: RevocationItem | null
  /** Whether it settles the question: known, and as fresh as was asked for. */
  readonly sufficient: boolean
  /** Why other data say nothing, each once. */
  readonly problems: readonly RevocationProblemCode[]
}

export interface CheckRevocationOptions {
  readonly material: ValidationMaterial
  /** Freshness is counted from here: the best signature time, or the time a timestamp states. */
  readonly from: Date
  /** Revocations up to here count: the same for a signer; for a timestamp authority the moment when its token is proven to have existed. */
  readonly until: Date
  /** When we look, for data that no timestamp covers. */
  readonly at: Date
  readonly crypto: typeof globalThis.crypto
}

/** RFC 6960 section 2.4: without nextUpdate newer information is there all the time. This long an answer of that kind counts as current. */
const currentWithoutNextUpdateMilliseconds = 3_600_000
/** How far clocks may disagree: what states a later time than this after the moment when it is known to have existed is from the future. */
export const clockToleranceMilliseconds = 300_000
const rank: Readonly<Record<Freshness, number>> = { after: 2, current: 1, stale: 0 }

export interface CheckPathRevocationOptions extends CheckRevocationOptions {
  /** Leaf first, anchor last. The anchor is not asked about: trusting it is the caller's word. */
  readonly path: readonly Certificate[]
  /** What is asked of the leaf; authorities above it may be `current`. */
  readonly leafFreshness: 'after' | 'current'
}

/** One finding for each certificate but the anchor. */
export function checkPathRevocation({ path, leafFreshness, ...options }: CheckPathRevocationOptions): Promise<RevocationFinding[]> {
  return Promise.all(path.slice(0, -1).map((certificate, index) => findStatus({ certificate, issuer: path[index + 1]! }, index === 0 ? leafFreshness : 'current', options)))
}

/** What is at hand, and where that does not do, what the source has: OCSP first, then the list. */
async function findStatus(question: RevocationQuestion, wanted: Freshness, options: CheckRevocationOptions): Promise<RevocationFinding> {
  let finding = await look(question, wanted, options)
  for (const kind of ['ocsp', 'crl'] as const) {
    if (finding.sufficient) return finding
    if (await options.material.asker?.acquire(options.material, kind, question)) finding = await look(question, wanted, options)
  }
  return finding
}

async function look(question: RevocationQuestion, wanted: Freshness, options: CheckRevocationOptions, kinds: readonly string[] = ['ocsp', 'crl']): Promise<RevocationFinding> {
  const problems = new Set<RevocationProblemCode>()
  const found: { readonly statement: RevocationStatement; readonly item: RevocationItem }[] = []
  const key = questionKey(question)
  for (const item of options.material.items) {
    if (item.data && !kinds.includes(item.data.kind)) continue
    const { statement, problem } = await judgeInTime(item, question, key, options)
    if (statement) found.push({ statement, item })
    else if (problem !== 'other-certificate') problems.add(problem)
  }
  // The newest word counts; of two of one second the worse.
  const [best] = found.sort((a, b) => known(b.statement) - known(a.statement) || b.statement.thisUpdate.getTime() - a.statement.thisUpdate.getTime() || bad(b.statement) - bad(a.statement))
  const { certificate } = question
  if (!best) return { certificate, status: 'not-checked', freshness: null, statement: null, item: null, sufficient: false, problems: [...problems] }
  const freshness = freshnessOf(best.statement, options.from)
  const status = statusOf(best.statement, options.until)
  return { certificate, status, freshness, ...best, sufficient: status !== 'unknown' && rank[freshness] >= rank[wanted], problems: [...problems] }
}

const known = ({ status }: RevocationStatement): number => (status === 'unknown' ? 0 : 1)
const bad = ({ status }: RevocationStatement): number => (status === 'revoked' ? 1 : 0)

function statusOf({ status, revokedAt, reason }: RevocationStatement, until: Date): RevocationFinding['status'] {
  if (status !== 'revoked') return status
  if (revokedAt && revokedAt > until) return 'revoked-later'
  return reason === 'certificate-hold' ? 'on-hold' : 'revoked'
}

/** Data tell time in whole seconds. */
function freshnessOf({ thisUpdate, nextUpdate }: RevocationStatement, from: Date): Freshness {
  if (thisUpdate.getTime() >= Math.floor(from.getTime() / 1000) * 1000) return 'after'
  const end = nextUpdate?.getTime() ?? thisUpdate.getTime() + currentWithoutNextUpdateMilliseconds
  return from.getTime() <= end ? 'current' : 'stale'
}

/** A statement counts as of the moment when it is proven to have existed, and so does whoever signed it. */
async function judgeInTime(item: RevocationItem, question: RevocationQuestion, key: string, options: CheckRevocationOptions): Promise<Judgement> {
  const judgement = await judge(item, question, key, options)
  if (!judgement.statement) return judgement
  const existedAt = item.provenAt ?? options.at
  if (judgement.statement.thisUpdate.getTime() > existedAt.getTime() + clockToleranceMilliseconds) return refused('from-the-future')
  return judgement.statement.signerNotAfter < existedAt ? refused('signer-expired') : judgement
}

function judge(item: RevocationItem, question: RevocationQuestion, key: string, options: CheckRevocationOptions): Promise<Judgement> {
  const known = item.judgements.get(key)
  if (known) return known
  const judgement = judgeItem(item, question, options)
  item.judgements.set(key, judgement)
  return judgement
}

async function judgeItem({ data }: RevocationItem, { certificate, issuer }: RevocationQuestion, options: CheckRevocationOptions): Promise<Judgement> {
  const { crypto } = options
  if (!data) return refused('unreadable')
  if (data.kind === 'crl') return judgeCrl({ list: data.list, certificate, issuer, crypto })
  return judgeOcsp({ response: data.response, certificate, issuer, crypto, responderStatus: (responder) => responderStatus({ certificate: responder, issuer }, data.response.producedAt, options) })
}

/** A responder's own status comes from lists alone: asking a responder about itself would go in circles. */
async function responderStatus(question: RevocationQuestion, producedAt: Date, options: CheckRevocationOptions): Promise<'good' | 'revoked' | 'unknown'> {
  const whenItAnswered = { ...options, from: producedAt }
  let finding = await look(question, 'current', whenItAnswered, ['crl'])
  if (!finding.sufficient && (await options.material.asker?.acquire(options.material, 'crl', question))) finding = await look(question, 'current', whenItAnswered, ['crl'])
  if (finding.status === 'revoked' || finding.status === 'on-hold') return 'revoked'
  return finding.sufficient ? 'good' : 'unknown'
}
