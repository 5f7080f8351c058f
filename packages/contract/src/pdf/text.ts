/** A name of ours, in parentheses. */
export function literal(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text)) return textString(text)
  return `(${text.replace(/[()\\]/g, '\\$&')})`
}

/** Section 7.9.2.2: plain characters as they are, others as UTF-16 with its mark, in hexadecimal. */
export function textString(text: string): string {
  if (/^[A-Za-z0-9 .,:-]*$/.test(text)) return `(${text})`
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`
}

/** As short as it may be, to a ten-thousandth of a point. */
export function decimal(value: number): string {
  return String(Math.round(value * 10_000) / 10_000)
}
