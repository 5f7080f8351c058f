const utf16 = /* @__PURE__ */ new TextDecoder('utf-16be')

/** A text string's characters: UTF-16BE or UTF-8 with a byte order mark, else one character an octet (ISO 32000-2 section 7.9.2.2). */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16.decode(bytes.subarray(2))
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes.subarray(3))
  let text = ''
  for (const octet of bytes) text += String.fromCharCode(octet)
  return text
}

/** A date string as an instant, or null when it is none (section 7.9.4). */
export function decodeDate(bytes: Uint8Array): Date | null {
  const match = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})?)?/.exec(decodeText(bytes))
  if (!match) return null
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => (part === undefined ? undefined : Number(part)))
  const offsetMinutes = match[8] === undefined ? 0 : (match[8] === '-' ? -1 : 1) * (Number(match[9]) * 60 + Number(match[10] ?? 0))
  const time = new Date(Date.UTC(year!, month - 1, day, hour, minute, second) - offsetMinutes * 60_000)
  return Number.isNaN(time.getTime()) ? null : time
}
