import { parseSignedData } from '../../cms/parseSignedData.js'
import { bytesEqual } from '../../der/bytes.js'
import { toHex } from '../../encoding/hex.js'
import { SignatureError } from '../../errors.js'
import { readable } from '../../readable.js'
import type { RevocationQuestion, RevocationSource } from '../../revocation/revocationSource.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import { readableCertificates } from '../../x509/path/validatePath.js'
import { questionKey, revocationItem, type RevocationItem, type ValidationMaterial } from './validationMaterial.js'

/** Asks a source for what a file lacks, each question once. */
export interface Asker {
  /** Whether the source had something, which joins the material. Failures to answer are no answer. */
  acquire(material: ValidationMaterial, kind: 'ocsp' | 'crl', question: RevocationQuestion): Promise<boolean>
  /** Asks for the issuers that are missing above a certificate, one above the other, and adds them to the material; whether any came. */
  acquireIssuers(material: ValidationMaterial, leaf: Certificate, candidates: readonly Certificate[]): Promise<boolean>
}

/** How many questions may stay without an answer. A file can name thousands of places, and each may take its time to say nothing. */
const mostUnanswered = 8
/** And in all: whoever answers everything, slowly, may be whoever wrote the file. */
const mostQuestions = 200
const maximumHeight = 6

/** For one validation. */
export function asking(source: RevocationSource): Asker {
  /** By kind and questionKey, issuers by the signature of the certificate. */
  const asked = new Map<string, Promise<boolean>>()
  const underWay = new Set<Promise<unknown>>()
  let unanswered = 0
  let questions = 0

  /** Null when there is none, or no patience left. What cannot be read is no answer. */
  async function answerOf<Answer>(question: () => Promise<Answer | null>, isReadable: (answer: Answer) => boolean): Promise<Answer | null> {
    // Signatures are validated side by side: begun at once, thousands of questions would be under way before the first was found to stay without an answer.
    while (underWay.size > 0 && unanswered + underWay.size >= mostUnanswered) await Promise.race(underWay)
    if (unanswered >= mostUnanswered || ++questions > mostQuestions) return null
    const answer = question()
    const settled = answer.then(() => {}, () => {})
    underWay.add(settled)
    try {
      const found = await answer
      if (found === null || isReadable(found)) return found
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error
    } finally {
      underWay.delete(settled)
    }
    unanswered++
    return null
  }

  async function ask(material: ValidationMaterial, kind: 'ocsp' | 'crl', question: RevocationQuestion): Promise<boolean> {
    const fetched = async (): Promise<RevocationItem | null> => {
      const der = await (kind === 'ocsp' ? source.fetchOcsp(question) : source.fetchCrl(question))
      return der && revocationItem(kind, der, 'fetched', Infinity)
    }
    const item = await answerOf(fetched, ({ data }) => data !== null)
    if (item) material.items.push(item)
    return item !== null
  }

  async function askForIssuer(certificate: Certificate): Promise<Certificate | null> {
    const key = `issuers ${toHex(certificate.signature)}`
    if (asked.has(key)) return null
    const fetched = async (): Promise<Certificate[] | null> => {
      const ders = (await source.fetchIssuers?.(certificate)) ?? []
      // RFC 5280 section 4.2.2.1: a certificate, or a CMS that holds nothing but certificates.
      return ders.length === 0 ? null : readableCertificates(ders.flatMap((der) => readable(() => parseSignedData(der))?.certificates ?? [der]))
    }
    const answer = answerOf(fetched, (certificates) => certificates.length > 0)
    asked.set(key, answer.then((certificates) => certificates !== null))
    return (await answer)?.find(({ subject }) => bytesEqual(subject.der, certificate.issuer.der)) ?? null
  }

  return {
    acquire(material, kind, question) {
      const key = `${kind} ${questionKey(question)}`
      const answer = asked.get(key) ?? ask(material, kind, question)
      asked.set(key, answer)
      return answer
    },
    async acquireIssuers({ certificates }, leaf, candidates) {
      let current = leaf
      let found = false
      for (let height = 0; height < maximumHeight && source.fetchIssuers; height++) {
        const known = [...candidates, ...certificates].find(({ subject }) => bytesEqual(subject.der, current.issuer.der))
        if (known && bytesEqual(known.der, current.der)) break
        const issuer = known ?? (await askForIssuer(current))
        if (!issuer) break
        if (!known) {
          certificates.push(issuer)
          found = true
        }
        current = issuer
      }
      return found
    },
  }
}
