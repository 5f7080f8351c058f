import { concatBytes } from '../../der/bytes.js'
import { startxrefOf } from '../../pdf/pdf.fixture.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { text } from '../signOver.fixture.js'
import { otherAmount, otherContents, signedContract, type Forgery, type Victim } from './victim.fixture.js'

/**
 * Signature wrapping (Mladenov and others, 2019): the gap of /Contents is where nothing is signed. It is widened, the second signed part moves to the end,
 * and where the signed startxref points there is a table of the attacker's now.
 */
export async function signatureWrapping(victim: Victim): Promise<Forgery[]> {
  const signed = await signedContract(victim)
  const whole = text(signed)
  const [, first, second, rest] = /\/ByteRange\[0 (\d+) (\d+) (\d+)\]/.exec(whole)!.map(Number) as [number, number, number, number]
  const contents = whole.slice(first, second)
  const startxref = startxrefOf(signed)
  const wrapped = (inGap: (moved: number) => string, objects: string): Uint8Array => {
    const room = 8000 + contents.length
    const moved = first + room
    let gap = `${inGap(moved)}\n${objects}`
    const at = gap.lastIndexOf('5 0 obj') + first
    // The table stands where startxref says, if the gap reaches so far.
    if (startxref > first + gap.length) gap = gap.padEnd(startxref - first)
    gap += `xref\n5 1\n${String(at).padStart(10, '0')} 00000 n \ntrailer\n<</Size 200/Root 1 0 R/Prev ${startxref}>>\n`
    return concatBytes([signed.subarray(0, first), latin1(gap.padEnd(room)), signed.subarray(second, second + rest)])
  }
  const objects = `>>\nendobj\n5 0 obj\n${otherAmount}\nendobj\n90 0 obj\n<<`
  const inGaps: Record<string, (moved: number) => string> = {
    'a second range that fits': (moved) => `${contents}/ByteRange[0 ${first} ${moved} ${rest}]`,
    'a second range with escapes in its key': (moved) => `${contents}/Byte#52ange[0 ${first} ${moved} ${rest}]`,
    'the old range': () => contents,
    'a second /Contents': (moved) => `${contents}/Contents${contents}/ByteRange[0 ${first} ${moved} ${rest}]`,
    'a range in a comment': (moved) => `${contents}%/ByteRange[0 ${first} ${moved} ${rest}]`,
  }
  const forgeries: Forgery[] = Object.entries(inGaps).map(([what, inGap]) => ({ what: `the second part moved, ${what}`, file: wrapped(inGap, objects) }))
  // Inside the hexadecimal string itself: the object as digits that a lenient reader skips.
  const body = `5 0 obj\n${otherContents['the content of a page']![5]!}\nendobj\n`
  const inString = whole.slice(0, second - 1 - body.length) + body + whole.slice(second - 1)
  forgeries.push({ what: 'an object inside the string', file: latin1(inString) })
  const closed = whole.slice(0, second - 3 - body.length) + `>${body}<0` + whole.slice(second - 1)
  forgeries.push({ what: 'the string closed early, an object behind it', file: latin1(closed) })
  return forgeries
}
