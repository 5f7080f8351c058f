import { spawnSync } from 'node:child_process'

/** A picture in shades of grey, row by row from the top, 0 black. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly shades: Uint8Array
}

/** A page as poppler draws it, at a size or so fine. */
export function popplerPage(file: string, { page, ...as }: { readonly page: number } & ({ readonly width: number; readonly height: number } | { readonly dotsPerInch: number })): Picture {
  const size = 'width' in as ? ['-scale-to-x', String(as.width), '-scale-to-y', String(as.height)] : ['-r', String(as.dotsPerInch)]
  const { error, status, stdout, stderr } = spawnSync('pdftoppm', ['-gray', ...size, '-f', String(page), '-l', String(page), file], { maxBuffer: 1 << 28 })
  if (error) throw error
  if (status !== 0) throw new Error(`pdftoppm: ${stderr.toString().slice(0, 500)}`)
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(stdout.toString('latin1', 0, 40))
  if (!header) throw new Error('pdftoppm gave no grey picture')
  return { width: Number(header[1]), height: Number(header[2]), shades: new Uint8Array(stdout.subarray(header[0].length)) }
}
