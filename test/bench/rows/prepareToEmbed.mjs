import { createHash } from 'node:crypto'
import { assembleSignedData, buildSignedAttributes, embedSignature, fromBase64url, openBase, prepareSignature, signWithKey } from '@loansign/signature'
import { benchContract } from '../material/benchContract.mjs'
import { leastCpu } from '../material/leastCpu.mjs'

const rounds = 400
const statement = new Uint8Array(32)
const signingTime = new Date('2026-11-20T02:42:18Z')

/**
 * prepare + hash + CMS + embed of a real contract, beside one raw WebCrypto P-256 signature in the same process. Opening counts: each round opens
 * a base that was never opened before, as a server does that signs each contract once.
 */
export async function prepareToEmbed() {
  const contract = await benchContract()
  const { base, pages } = contract
  const opened = openBase(base)
  const { raw, hashed, joined, handedOver, copied, bytes, again } = await leastCpu(
    {
      raw: { work: () => crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, contract.signingKey.privateKey, statement) },
      // What no way of signing gets around: hashing the file, and writing it out once more with its tail.
      hashed: { work: () => createHash('sha256').update(base).digest() },
      joined: { work: () => new Uint8Array(base.length + 33_500).set(base) },
      handedOver: { prepare: () => base.slice(), work: (fresh) => sign(contract, openBase(fresh, { takeOver: true })) },
      copied: { work: () => sign(contract, openBase(base)) },
      bytes: { work: () => sign(contract, base) },
      again: { work: () => sign(contract, opened) },
    },
    { rounds },
  )
  const { alone } = await leastCpu({ alone: { work: () => crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, contract.signingKey.privateKey, statement) } }, { rounds })
  const value = times(handedOver / raw)
  return {
    id: 'prepare-to-embed', what: `open, prepare, hash, CMS, embed, ${Math.round(base.length / 1000)} kB, ${pages} pages`, value, unit: '× sign', budget: 5, holds: value <= 5,
    beside: `one raw P-256 signature ${raw} µs CPU in turn with the others (${alone} µs when nothing else runs between), the whole ${handedOver} µs, least of ${rounds}; of it the signature itself, hashing the file (${hashed} µs) and copying it (${joined} µs) are ${times((raw + hashed + joined) / raw)} × sign, which is the floor; × sign when the base is copied ${times(copied / raw)}, not opened but given as bytes ${times(bytes / raw)}, open already ${times(again / raw)}`,
  }
}

/** The same file, key and level through the one other library that appends without touching a byte. Both open the file, make the CMS and give the signed file. */
export async function besideLibpdf() {
  const contract = await benchContract()
  const { base, field, certificate, signingKey } = contract
  const { CryptoKeySigner, PDF } = await import('@libpdf/core')
  const signer = new CryptoKeySigner(signingKey.privateKey, certificate, 'EC', 'ECDSA')
  const prepare = () => base.slice()
  const opened = openBase(base)
  // One after the other: what one leaves to the garbage collector would be counted for the other.
  const { ours } = await leastCpu({ ours: { prepare, work: (fresh) => sign(contract, openBase(fresh, { takeOver: true })) } }, { rounds })
  const { again } = await leastCpu({ again: { work: () => sign(contract, opened) } }, { rounds })
  const { libpdf } = await leastCpu({ libpdf: { prepare, work: async (fresh) => (await PDF.load(fresh)).sign({ signer, fieldName: field, signingTime }) } }, { rounds })
  const value = times(libpdf / ours)
  return {
    id: 'beside-libpdf', what: `how many times the CPU @libpdf/core takes to sign ${Math.round(base.length / 1000)} kB`, value, unit: '× ours', budget: 10, atLeast: true, holds: value >= 10,
    beside: `@libpdf/core ${libpdf} µs CPU, ours ${ours} µs (${again} µs upon a base that is open already), least of ${rounds}, same file, key and field`,
  }
}

async function sign({ field, certificate, signingKey }, base) {
  const prepared = await prepareSignature({ base, field, signerName: 'Martin Foster', signingTime })
  const signedAttributes = await buildSignedAttributes({ messageDigest: fromBase64url(prepared.digest), certificate })
  const signature = await signWithKey({ key: signingKey.privateKey, data: signedAttributes })
  return embedSignature({ base, prepared, cms: assembleSignedData({ signedAttributes, signature, algorithm: 'ES256', certificates: [certificate] }) })
}

const times = (ratio) => Math.round(ratio * 10) / 10
