/** Controls, characters for direction, line ends, what is never drawn, and a fourth accent upon another: enough of them paint over the lines around. */
const hostile = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{DI}\u2028\u2029]|(?<=\p{M}{3})\p{M}/gu

/** Text out of a file may try to look like something else: what would hide or move is shown by its number, and it has an end. */
export function safeText(text: string | null | undefined): string {
  return (text ?? '?').replace(hostile, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).slice(0, 200)
}

/** A report as JSON to look at, in which no text of the file moves or hides anything. It is the same JSON. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(hostile, (characters) =>
    characters === '\n' ? characters : characters.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}

/** A file's name as a word of a command that somebody may copy: one that a shell, or a program, could take for more than a name is not given. */
export function commandName(name: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}._ -]*$/u.test(name) ? safeText(name) : 'contract.pdf'
}
