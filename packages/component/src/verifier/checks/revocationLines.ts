import type { RevocationReport, SignatureReport } from '@loansign/signature'
import type { VerifierWords } from '../words/index.js'

/** What is known about the revocation of one certificate, in words. */
export interface RevocationLine {
  /** Hostile text. */
  readonly name: string
  readonly text: string
  readonly isBad: boolean
}

/**
 * One line for each certificate that could have been revoked: the signer's and its authorities', then those of the timestamp. `time` writes a moment.
 * Of the same certificate twice (the authorities of both paths may be the same) the first line stands.
 */
export function revocationLines({ path, revocation, timestamp }: SignatureReport, words: VerifierWords, time: (moment: string) => string): RevocationLine[] {
  const of = (names: readonly string[], reports: readonly RevocationReport[]): RevocationLine[] => reports.map((report) => ({ name: names[report.index] ?? '?', text: sentence(report, words, time), isBad: report.status === 'revoked' || report.status === 'on-hold' }))
  const lines = [...of(path.names, revocation), ...(timestamp ? of(timestamp.path.names, timestamp.revocation) : [])]
  return lines.filter((line, index) => lines.findIndex(({ name, text }) => name === line.name && text === line.text) === index)
}

function sentence({ status, freshness, kind, origin, thisUpdate, revokedAt, problems }: RevocationReport, { revocationWords: words }: VerifierWords, time: (moment: string) => string): string {
  const ended = revokedAt && (status === 'revoked' || status === 'revoked-later' || status === 'on-hold') ? ` ${time(revokedAt)}` : ''
  const source = kind && thisUpdate ? `${words.sources[kind]} ${time(thisUpdate)}${words.comma}${words.origins[origin ?? 'document']}${freshness ? words.comma + words.freshness[freshness] : ''}` : null
  const why = problems.map((problem) => words.problems[problem] ?? problem).join(words.comma)
  const none = status === 'not-checked' ? (why ? words.unusable(why) : words.nothing) : null
  return [`${words.states[status]}${ended}`, source ?? none].filter((part) => part !== null).join(words.colon)
}
