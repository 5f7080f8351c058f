import { contractFixture } from '../contract.fixture.js'
import { startxrefOf } from '../../pdf/pdf.fixture.js'
import { text } from '../signOver.fixture.js'
import { edited, otherAmount, otherContents, sign, withText, type Forgery, type Victim } from './victim.fixture.js'

/** Objects that no cross-reference lists, for readers that search a file for them: before the victim signs, behind the signature, in between two of them. */
export async function decoys(victim: Victim): Promise<Forgery[]> {
  const forgeries: Forgery[] = []
  for (const [what, bodies] of Object.entries(otherContents)) {
    const objects = Object.entries(bodies).map(([number, body]) => `${number} 0 obj\n${body}\nendobj\n`).join('')
    const base = contractFixture({ form: victim.form })
    // The cross-reference moves behind the decoy, and startxref with it.
    const at = startxrefOf(base)
    const moved = edited(base, (whole) => `${whole.slice(0, at)}${objects}${ownOffset(whole.slice(at), objects.length, at)}`)
    const behind = withText(base, objects)
    // A linearized file's section stands before the objects it lists: they would all move.
    if (!victim.form.startsWith('linearized')) forgeries.push({ what: `${what}, before the table that is signed`, file: await sign(victim, moved) })
    // What stands behind the end is refused before signing: an honest signer never gets so far.
    forgeries.push({ what: `${what}, behind a signature`, file: withText(await sign(victim, base), objects) })
    forgeries.push({ what: `${what}, behind the frozen file`, file: await sign(victim, behind).catch(() => behind) })
    const once = await sign(victim, base)
    const between = edited(once, (whole) => `${whole}${objects}`)
    forgeries.push({ what: `${what}, between two signatures`, file: await sign(victim, between, { field: 'lender' }).catch(() => between) })
  }
  return [...forgeries, ...(await inComments(victim))]
}

function ownOffset(end: string, by: number, at: number): string {
  return end.replace(/startxref\n\d+/, `startxref\n${at + by}`)
}

async function inComments(victim: Victim): Promise<Forgery[]> {
  const signed = await sign(victim, contractFixture({ form: victim.form }))
  return [
    { what: 'a decoy in a comment behind the end', file: withText(signed, `%5 0 obj ${otherAmount.replaceAll('\n', ' ')} endobj\n`) },
    { what: 'a decoy behind a line end that only some readers know', file: withText(signed, `\r%%EOF\r5 0 obj\r${otherAmount}\rendobj\r`) },
    { what: 'a decoy in place of padding', file: edited(signed, (whole) => whole.replace(/0{600}>/, (zeros) => `${`>5 0 obj ${otherAmount} endobj<`.padEnd(zeros.length - 1, '0')}>`)) },
    { what: 'a decoy as digits in the padding', file: edited(signed, (whole) => whole.replace(/0{600}>/, (zeros) => `${[...`5 0 obj\n${otherAmount}`].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('').padStart(zeros.length - 1, '0')}>`)) },
    { what: 'the whole file twice', file: withText(signed, text(signed)) },
  ]
}
