/** What to do about an error of the library, where something can be done. @param {string} code @param {import('../text/en.mjs').Text} text @returns {string | null} */
export function adviceOn(code, text) {
  return Object.hasOwn(text.advice, code) ? text.advice[/** @type {keyof typeof text.advice} */ (code)] : null
}
