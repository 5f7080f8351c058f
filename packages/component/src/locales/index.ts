import { zhCN, type FirstWords } from './zh-CN.js'
import type { LaterWords } from './later.zh-CN.js'

export type { FirstWords, LaterWords }
/** Everything the element says in one language. */
export type Words = FirstWords & LaterWords

type Language = 'zh-CN' | 'en'

/** The language of the words for a tag: Chinese for Chinese, English for everybody else. */
export function languageOf(tag: string): Language {
  return /^zh/i.test(tag) ? 'zh-CN' : 'en'
}

/** The words of an element: Chinese for the first screens comes with it, the rest when somebody needs it. */
export class Dictionary {
  readonly #first: Partial<Record<Language, FirstWords>> = { 'zh-CN': zhCN }
  readonly #all: Partial<Record<Language, Words>> = {}
  readonly #loaded: () => void
  #coming = false

  constructor(loaded: () => void) {
    this.#loaded = loaded
  }

  /** Undefined while they come; `loaded` is called when they are there. Better Chinese than nothing where they cannot come. */
  first(tag: string): FirstWords | undefined {
    const language = languageOf(tag)
    if (!this.#first[language] && !this.#coming) {
      this.#coming = true
      void import('./en.js').then(({ en }) => en, () => zhCN).then((words) => {
        this.#first[language] = words
        this.#loaded()
      })
    }
    return this.#first[language]
  }

  async all(tag: string): Promise<Words> {
    const language = languageOf(tag)
    if (language === 'en') {
      const [{ en }, { laterEn }] = await Promise.all([import('./en.js'), import('./later.en.js')])
      return (this.#all.en ??= { ...en, ...laterEn })
    }
    const { laterZhCN } = await import('./later.zh-CN.js')
    return (this.#all['zh-CN'] ??= { ...zhCN, ...laterZhCN })
  }
}
