/** Text out of a file may try to look like something else: control and direction characters are shown by their numbers, and it has an end. */
export function safeText(text: string | null | undefined): string {
  return (text ?? '?').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).slice(0, 200)
}
