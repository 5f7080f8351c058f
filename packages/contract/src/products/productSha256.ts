import { createHash } from 'node:crypto'

/** A product's files by path: templates, key clauses, schema, samples. */
export type ProductSources = Readonly<Record<string, string>>

/**
 * One SHA-256 (lower-case hex) for a product: that of the list `sha256sum` prints of its files, in the order of their paths' octets, each line
 * `<hex>  <path>` and a line end. Whoever has the files recomputes it with `sha256sum $(find * -type f | LC_ALL=C sort) | sha256sum`.
 */
export function productSha256(sources: Readonly<Record<string, string | Uint8Array>>): string {
  const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
  const octets = (path: string): Buffer => Buffer.from(path, 'utf8')
  return sha256(Object.keys(sources).sort((a, b) => Buffer.compare(octets(a), octets(b))).map((path) => `${sha256(sources[path]!)}  ${path}\n`).join(''))
}
