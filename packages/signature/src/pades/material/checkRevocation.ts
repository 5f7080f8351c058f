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

/**
 * One finding for each certificate but the anchor. What is not proven to be older than the theft of its issuer's key may be the thief's: revocations of an authority count
 * up to the moment when what it says about the certificate below is known to have existed.
 */
export async function checkPathRevocation({ path, leafFreshness, ...options }: CheckPathRevocationOptions): Promise<RevocationFinding[]> {
  const findings: RevocationFinding[] = []
  let { until } = options
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const finding = await findStatus({ certificate, issuer: path[index + 1]! }, index === 0 ? leafFreshness : 'current', { ...options, until }, index === 0)
    findings.push(finding)
    const existedAt = finding.item ? existenceOf(finding.item, options) : until
    if (existedAt > until) until = existedAt
  }
  return findings
}

const existenceOf = ({ provenAt }: RevocationItem, { at }: CheckRevocationOptions): Date => provenAt ?? at

/** What is at hand, and where that does not do, what the source has: OCSP first, then the list. About a leaf it is asked too where what is at hand was made before the time that counts. */
async function findStatus(question: RevocationQuestion, wanted: Freshness, options: CheckRevocationOptions, isLeaf: boolean): Promise<RevocationFinding> {
  let finding = await look(question, wanted, options)
  for (const kind of ['ocsp', 'crl'] as const) {
    if (finding.sufficient && (!isLeaf || finding.freshness === 'after')) return finding
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
  // The newest word counts, and of two of one second the worse; but what was revoked for good stays so (RFC 5280 section 5.3.1: only a hold is ever lifted).
  const [best] = found.sort((a, b) => weight(b.statement) - weight(a.statement) || b.statement.thisUpdate.getTime() - a.statement.thisUpdate.getTime() || bad(b.statement) - bad(a.statement))
  const { certificate } = question
  if (!best) return { certificate, status: 'not-checked', freshness: null, statement: null, item: null, sufficient: false, problems: [...problems] }
  const freshness = freshnessOf(best.statement, options.from)
  const status = statusOf(best.statement, options.until)
  return { certificate, status, freshness, ...best, sufficient: status !== 'unknown' && rank[freshness] >= rank[wanted], problems: [...problems] }
}

const weight = ({ status, reason }: RevocationStatement): number => (status === 'unknown' ? 0 : status === 'revoked' && reason !== 'certificate-hold' ? 2 : 1)
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
  const existedAt = existenceOf(item, options)
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

async function judgeItem(item: RevocationItem, { certificate, issuer }: RevocationQuestion, options: CheckRevocationOptions): Promise<Judgement> {
  const { data } = item
  const { crypto } = options
  if (!data) return refused('unreadable')
  if (data.kind === 'crl') return judgeCrl({ list: data.list, certificate, issuer, crypto })
  return judgeOcsp({ response: data.response, certificate, issuer, crypto, responderStatus: (responder) => responderStatus({ certificate: responder, issuer }, { ...options, from: options.material.asker && !item.provenAt ? options.at : data.response.producedAt, until: existenceOf(item, options) }) })
}

/** A responder's own status, until its answer is known to have existed, comes from lists alone: asking a responder about itself would go in circles. */
async function responderStatus(question: RevocationQuestion, options: CheckRevocationOptions): Promise<'good' | 'revoked' | 'unknown'> {
  const find = (): Promise<RevocationFinding> => look(question, 'current', options, ['crl'])
  let finding = await find()
  if (!finding.sufficient && (await options.material.asker?.acquire(options.material, 'crl', question))) finding = await find()
  const { status, sufficient } = finding
  return status === 'revoked' || status === 'on-hold' ? 'revoked' : sufficient ? 'good' : 'unknown'
}
