import type { Context } from '../context.js'

export type IdentifierKind = 'app' | 'con' | 'doc' | 'sgn' | 'ses' | 'att' | 'loa' | 'lin' | 'rep'

/** A random identifier with its kind in front: `con_8J2…`, 20 characters of about 119 bits. */
export function newIdentifier(context: Pick<Context, 'random'>, kind: IdentifierKind): string {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
  let text = ''
  while (text.length < 20) {
    // Rejection keeps every character equally likely.
    for (const octet of context.random(32)) if (octet < alphabet.length * 4 && text.length < 20) text += alphabet[octet % alphabet.length]
  }
  return `${kind}_${text}`
}
