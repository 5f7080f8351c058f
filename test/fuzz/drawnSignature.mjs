// In a process of its own: the whole fonts that a subset is cut from take some 250 MB, and what parsers take is measured beside the targets. Prints a SignatureAppearance.
import { drawSignature } from '@loansign/contract'

console.log(JSON.stringify(drawSignature({ name: '欧阳𠮷', time: '2026-11-20' })))
