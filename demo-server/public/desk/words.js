import { language } from '/assets/shared/format.js'

/** The desk's words in the language of the page. */
export const { words } = await import(`./words.${language}.js`)
