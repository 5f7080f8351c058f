import { language } from '/assets/shared/format.js'

/** The studio's words in the visitor's language. */
export const { words } = await import(`./words.${language}.js`)
