import { bytesEqual } from '../der/bytes.js'
import { children, expectTag, readDer } from '../der/read.js'
import { readNamedBits, readSmallInteger } from '../der/values.js'
import { integer } from '../der/write.js'
import { SignatureError } from '../errors.js'
import { parseTimestampToken } from './parseTimestampToken.js'
import { createTimestampRequest } from './request.js'

/** Whoever answers timestamp requests: DER TimeStampReq in, DER TimeStampResp out. */
export interface TimestampAuthority {
  readonly name: string
  /** Answers one request. Failures throw SignatureError `timestamp-unreachable`, `retryable` where another try may help. */
  timestamp(request: Uint8Array): Promise<Uint8Array>
}

/** Whom to ask for a timestamp, over what, under which policy. */
export interface RequestTimestampOptions {
  readonly authority: TimestampAuthority
  /** SHA-256 of what is to be stamped. */
  readonly digest: Uint8Array
  /** The policy to ask for, dotted: a token under another is not taken. Any will do unless given. */
  readonly policy?: string
  /** Fills an array with random octets. */
  readonly random?: (length: number) => Uint8Array
}

/**
 * Asks one authority for a timestamp and checks that the answer is one to this very question: status, imprint, nonce and policy
 * (RFC 3161 section 2.4.2). Gives the token, DER. Whether it can be trusted is verifyTimestampToken's to say.
 * @throws SignatureError `timestamp-refused` (`details.status` and `details.failures` as in RFC 3161 section 2.4.2), `timestamp-mismatch`,
 * `timestamp-malformed`, `timestamp-unreachable`; `retryable` tells whether another try may help
 */
export async function requestTimestamp({ authority, digest, policy, random = randomOctets }: RequestTimestampOptions): Promise<Uint8Array> {
  const nonce = random(8)
  const response = await authority.timestamp(createTimestampRequest({ digest, nonce, ...(policy === undefined ? {} : { policy }) }))
  const token = readResponse(response)
  const parsed = parseTimestampToken(token)
  // Compared as INTEGERs: a leading zero octet is no difference.
  const wanted = readDer(integer(nonce)).value
  const isAnswer = bytesEqual(parsed.digest, digest) && parsed.nonce !== null && bytesEqual(parsed.nonce, wanted) && (policy === undefined || parsed.policy === policy)
  if (!isAnswer) {
    throw new SignatureError('timestamp-mismatch', { authority: authority.name })
  }
  return token
}

/** TimeStampResp: status, and the token when it is granted. */
function readResponse(der: Uint8Array): Uint8Array {
  let status: number
  let failures: readonly number[]
  let token: Uint8Array | undefined
  try {
    const [statusInfo, tokenNode] = children(expectTag(readDer(der), 0x30))
    const [statusNode, ...rest] = children(expectTag(statusInfo, 0x30))
    status = readSmallInteger(expectTag(statusNode, 0x02))
    const failureNode = rest.find(({ tag }) => tag === 0x03)
    failures = failureNode ? readNamedBits(failureNode) : []
    token = tokenNode?.raw
  } catch (cause) {
    throw new SignatureError('timestamp-malformed', { why: 'response' }, { cause })
  }
  if (!granted.includes(status) || !token) {
    throw new SignatureError('timestamp-refused', { status, failures }, { retryable: status === waiting || failures.some((bit) => passing.includes(bit)) })
  }
  return token
}

/** PKIStatus granted and grantedWithMods carry a token (RFC 3161 section 2.4.2). */
const granted: readonly number[] = [0, 1]
const waiting = 3
/** PKIFailureInfo timeNotAvailable and systemFailure. */
const passing: readonly number[] = [14, 25]

function randomOctets(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}
