import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Other people's test vectors lie beside the checkout, or where LOANSIGN_CORPORA says; they are not part of this repository. */
export const corpora = process.env.LOANSIGN_CORPORA ?? fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))

/** For vitest's `skip(condition, note)`: the reason is printed with the skipped test. */
export const corporaMissing = (file: string): [boolean, string] => [
  !existsSync(join(corpora, file)),
  `${file} is not in the corpora folder; set LOANSIGN_CORPORA to where it lies`,
]

export function readCorpus(file: string): unknown {
  return JSON.parse(readFileSync(join(corpora, file), 'utf8'))
}
