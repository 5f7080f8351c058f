import { consentStatement } from '@loansign/protocol'
import type { SessionView } from '@loansign/protocol/session'
import { digest, toHex } from '@loansign/signature'
import type { OpenedDocument } from './openDocument.js'
import { Refusal } from './refusal.js'

export interface CheckViewOptions {
  readonly view: SessionView
  /** The documents that were checked already: the session may name no others afterwards. */
  readonly opened: readonly OpenedDocument[]
  /** Digests of documents seen on this device before, by document. */
  readonly seen: Readonly<Record<string, string>>
}

/**
 * What the server says of documents and consents must hold from its first word to its last: a document keeps its digest, and a consent's digest is that of
 * the text on screen.
 * @throws Refusal
 */
export async function checkView({ view, opened, seen }: CheckViewOptions): Promise<void> {
  for (const { id, sha256 } of view.documents) {
    const before = opened.find((document) => document.id === id)?.sha256 ?? seen[id] ?? sha256
    if (before !== sha256) throw new Refusal('document-digest-mismatch', { registered: before, received: sha256 })
  }
  // One that was never opened may not take the place of one that was.
  const isNamed = ({ id }: OpenedDocument): boolean => view.documents.some((document) => document.id === id)
  if (opened.length > 0 && !(opened.length === view.documents.length && opened.every(isNamed))) throw new Refusal('document-digest-mismatch')
  for (const { id, textVersion, title, text, recipient, textSha256 } of view.consents) {
    const own = toHex(await digest({ algorithm: 'SHA-256', data: consentStatement({ id, textVersion, title, text, recipient }) }))
    if (own !== textSha256) throw new Refusal('consent-mismatch', { registered: textSha256, received: own })
  }
}
