export interface SaveFileOptions {
  readonly name: string
  readonly type: string
  readonly content: Uint8Array | string
}

/** Hands a file to the browser's downloads. */
export function saveFile({ name, type, content }: SaveFileOptions): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content as BlobPart], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
