import { aBytes, checkArgument } from '../checkArguments.js'
import { toBase64 } from '../encoding/base64.js'
import { SignatureError } from '../errors.js'

/**
 * The DER of every block with this label in a PEM text (RFC 7468).
 * @throws SignatureError `pem-malformed` when there is none
 */
export function parsePem(text: string, label = 'CERTIFICATE'): Uint8Array<ArrayBuffer>[] {
  const blocks = [...text.matchAll(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g'))]
  if (blocks.length === 0) throw new SignatureError('pem-malformed', { label })
  return blocks.map(([, body = '']) => {
    try {
      return Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0))
    } catch (cause) {
      throw new SignatureError('pem-malformed', { label }, { cause })
    }
  })
}

/**
 * One PEM block, lines of 64 characters. Of a list: `ders.map((der) => toPem(der)).join('')`.
 * @throws TypeError for a list, and for a label that is none: `ders.map(toPem)` would make one of each index
 */
export function toPem(der: Uint8Array, label = 'CERTIFICATE'): string {
  checkArgument('toPem', 'der', der, aBytes)
  if (typeof label !== 'string') throw new TypeError('toPem: label is a text; of a list, ders.map((der) => toPem(der))')
  return `-----BEGIN ${label}-----\n${(toBase64(der).match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`
}
