import { zhCN, type Translation } from './zh-CN.js'

export type { Translation }

/** Chinese comes with the element; other languages when somebody speaks them. */
let english: Translation | undefined
let loading: Promise<void> | undefined

const isChinese = (language: string): boolean => /^zh/i.test(language)

/** The words for a language tag, as far as they are loaded. */
export function translationFor(language: string): Translation {
  return isChinese(language) ? zhCN : (english ?? zhCN)
}

/** Loads the words of a language; undefined when they are there. */
export function loadTranslation(language: string): Promise<void> | undefined {
  if (isChinese(language) || english || loading) return undefined
  loading = import('./en.js').then(({ en }) => {
    english = en
  })
  return loading
}
