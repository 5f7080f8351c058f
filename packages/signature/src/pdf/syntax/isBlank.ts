/** Whether the content of a form draws nothing because it holds nothing. */
export function isBlank(content: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(content).trim() === ''
}
