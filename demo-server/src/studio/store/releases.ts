import { productFolder, productSha256, readProductSources, type ProductSources } from '@loansign/contract'
import type { DurableFiles } from './durableFiles.js'

/** One release of a product's templates: what was released, and who answers for it. */
export interface Release {
  readonly product: string
  readonly version: number
  /** Of `sources`; see productSha256. */
  readonly sha256: string
  /** Everybody who wrote at the draft; empty for what came with the package. */
  readonly authors: readonly string[]
  /** Never one of the authors; null for what came with the package. */
  readonly releasedBy: string | null
  /** ISO 8601; null for what came with the package. */
  readonly releasedAt: string | null
  /** What changed, and why. */
  readonly note: string
  /** The hash of the release before; null for the first. */
  readonly previous: string | null
  readonly sources: ProductSources
}

const nameOf = (product: string, version: number): string => `releases/${product}/${version}.json`

/** Releases as files, each written once. Before the first of them, a product is as its package has it. */
export function releases(files: DurableFiles) {
  async function read(product: string, version: number): Promise<Release | null> {
    const text = await files.read(nameOf(product, version))
    if (text === null) return null
    const release = JSON.parse(text) as Release
    // A release that is not what its hash says is none: better no contract than one from templates that nobody released.
    if (productSha256(release.sources) !== release.sha256) throw new Error(`release ${version} of ${product} does not match its hash`)
    return release
  }

  function shipped(product: string): Release {
    const sources = readProductSources(productFolder(product))
    const { version = 1 } = JSON.parse(sources['product.json']!) as { version?: number }
    return { product, version, sha256: productSha256(sources), authors: [], releasedBy: null, releasedAt: null, note: '', previous: null, sources }
  }

  return {
    /** All of a product, oldest first: what came with the package, then what was released here. */
    async list(product: string): Promise<readonly Release[]> {
      const found = [shipped(product)]
      for (let version = found[0]!.version + 1; ; version++) {
        const release = await read(product, version)
        if (release === null) return found
        found.push(release)
      }
    },
    /** False where this version is taken. */
    add: (release: Release): Promise<boolean> => files.writeOnce(nameOf(release.product, release.version), JSON.stringify(release)),
  }
}

export type Releases = ReturnType<typeof releases>
