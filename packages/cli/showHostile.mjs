/**
 * Makes a string out of a PDF or a certificate safe to print: controls, line breaks, direction overrides and zero-width
 * characters become visible escapes, so that a name cannot paint a verdict of its own or hide what follows it.
 * @param {string} text
 * @returns {string}
 */
export function showHostile(text) {
  const shown = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown
}
