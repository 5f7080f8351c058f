/**
 * Makes a string out of a PDF or a certificate safe to print: controls, line breaks, direction overrides and zero-width
 * characters become visible escapes, so that a name cannot paint a verdict of its own or hide what follows it.
 * @param {string} text
 * @returns {string}
 */
export function showHostile(text) {
  const shown = text.replace(hostile, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
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

const hostile = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu
