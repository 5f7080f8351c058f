/**
 * Makes a string out of a PDF or a certificate safe to print: controls, line breaks, direction overrides and characters that are never drawn become visible escapes,
 * and so do a second blank behind a blank, enough of which begin a new line on any screen, and a fourth accent upon another. So a name cannot paint a verdict of its own or hide what follows it.
 * @param {string} text
 * @returns {string}
 */
export function showHostile(text) {
  const shown = text.replace(hostile, escaped).replace(/(?<=\p{Zs})\p{Zs}|(?<=\p{M}{3})\p{M}/gu, escaped)
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown
}

/**
 * JSON that a terminal may show: the same characters as escapes. JSON itself escapes only the controls below 0x20, and a terminal also obeys those from 0x80 on.
 * @param {unknown} value
 * @returns {string}
 */
export function showJson(value) {
  return JSON.stringify(value, null, 2).replace(hostile, (characters) =>
    characters === '\n' ? characters : characters.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
}

/** @param {string} character */
const escaped = (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`

const hostile = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{DI}\u2028\u2029]/gu
