import { en } from './en.js'
import { zhCN, type Translation } from './zh-CN.js'

export type { Translation }

/** The words for a language tag; Chinese for anything that begins with zh. */
export function translationFor(language: string): Translation {
  return /^zh/i.test(language) ? zhCN : en
}
