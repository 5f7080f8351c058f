import { en } from './en.js'
import { zhCN, type VerifierWords } from './zh-CN.js'

export type { VerifierWords }

/** Both languages come with the verifier: it has to work without a network. */
export function verifierWords(language: string): VerifierWords {
  return /^zh/i.test(language) ? zhCN : en
}
