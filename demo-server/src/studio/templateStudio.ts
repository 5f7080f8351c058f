import { previewDocuments, productFrom, productSha256, type ContractEngine, type PreviewDocument, type ProductSources } from '@loansign/contract'
import { checkSamples } from './checkSamples.js'
import { sampleOrderOf, samplesOf } from './samples.js'
import type { DurableFiles } from './store/durableFiles.js'
import { releases, type Release } from './store/releases.js'
import { StudioError } from './studioError.js'

/** What is being written for a product's next release. `sources` are all its files, the version already counted up: what is released is this, octet for octet. */
export interface Draft {
  readonly product: string
  readonly version: number
  readonly sha256: string
  /** Everybody who saved anything in it. */
  readonly authors: readonly string[]
  readonly savedAt: string
  readonly sources: ProductSources
}

export interface TemplateStudioOptions {
  readonly files: DurableFiles
  readonly products: readonly string[]
  /** Who may write and release; a real installation has its own login before it. */
  readonly people: readonly string[]
  /** The ordinary engine: in processes of its own, with limits. Runs a draft only when a second person releases it. */
  readonly engine: ContractEngine
  readonly now: () => Date
}

export interface TemplateStudio {
  readonly products: readonly string[]
  readonly people: readonly string[]
  /** Releases, oldest first, and the draft. */
  open(product: string): Promise<{ readonly releases: readonly Release[]; readonly draft: Draft | null }>
  released(product: string): Promise<Release>
  /** Tells of every release that is made here, before `release` answers. */
  onReleased(listener: (release: Release) => void): void
  /** Saves changed files; `base` is the hash of the draft they were made upon, null for none. */
  save(product: string, changes: { readonly by: string; readonly base: string | null; readonly files: ProductSources }): Promise<Draft>
  discard(product: string, by: { readonly by: string }): Promise<void>
  /** The documents of a sample for the preview: data only, no template is run. */
  preview(product: string, wanted: { readonly files: ProductSources; readonly sample: string }): Promise<readonly PreviewDocument[]>
  /** Releases the draft with this hash, after every sample became a contract. */
  release(product: string, release: { readonly by: string; readonly sha256: string; readonly note: string }): Promise<Release>
}

const editable = /^(?:[\w.-]+\/)?[\w.-]+\.typ$|^(?:shared\/)?clauses\.[\w-]+\.json$|^sample(?:-\w+)?\.[\w-]+\.json$/
const largestFile = 200_000
const draftName = (product: string): string => `drafts/${product}.json`

/** Drafts and releases of templates: one draft a product, and a release needs somebody who did not write at it. */
export function templateStudio({ files, products, people, engine, now }: TemplateStudioOptions): TemplateStudio {
  const kept = releases(files)
  // One verb at a time: each reads what is there and decides upon it.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
  const listeners: ((release: Release) => void)[] = []
  const record = (what: string, details: object): Promise<void> => files.append('audit.jsonl', JSON.stringify({ at: now().toISOString(), what, ...details }))

  function known(product: string): string {
    if (!products.includes(product)) throw new StudioError('not-found')
    return product
  }

  function person(name: string): string {
    if (!people.includes(name)) throw new StudioError('unknown-person')
    return name
  }

  async function open(product: string): Promise<{ releases: readonly Release[]; draft: Draft | null }> {
    const list = await kept.list(known(product))
    const text = await files.read(draftName(product))
    const draft = text === null ? null : (JSON.parse(text) as Draft)
    // A draft whose version is out was released, and the server stopped before it could take it away.
    return { releases: list, draft: draft !== null && draft.version > list.at(-1)!.version ? draft : null }
  }

  function changed(sources: ProductSources, changes: ProductSources): ProductSources {
    for (const [name, text] of Object.entries(changes)) {
      if (!editable.test(name) || sources[name] === undefined || typeof text !== 'string') throw new StudioError('file-not-editable', { file: name })
      if (text.length > largestFile) throw new StudioError('draft-too-large', { file: name, characters: largestFile })
    }
    return { ...sources, ...changes }
  }

  return {
    products,
    people,
    open,
    onReleased: (listener) => void listeners.push(listener),
    released: async (product) => (await kept.list(known(product))).at(-1)!,
    save: (product, { by, base, files: changes }) =>
      inTurn(async () => {
        const { releases: list, draft } = await open(product)
        if ((draft?.sha256 ?? null) !== base) throw new StudioError('draft-moved', { authors: draft?.authors ?? [] })
        const current = list.at(-1)!
        const authors = [...new Set([...(draft?.authors ?? []), person(by)])]
        const version = current.version + 1
        const sources = changed(draft?.sources ?? nextVersion(current.sources, version), changes)
        const next: Draft = { product, version, sha256: productSha256(sources), authors, savedAt: now().toISOString(), sources }
        if (authors.length !== draft?.authors.length) await record(draft === null ? 'draft-begun' : 'author-joined', { product, version, by })
        await files.replace(draftName(product), JSON.stringify(next))
        return next
      }),
    discard: (product, { by }) =>
      inTurn(async () => {
        const { draft } = await open(product)
        if (draft === null) throw new StudioError('not-found')
        await record('draft-discarded', { product, version: draft.version, sha256: draft.sha256, by: person(by) })
        await files.remove(draftName(product))
      }),
    async preview(product, { files: changes, sample }) {
      const { releases: list, draft } = await open(product)
      const sources = changed(draft?.sources ?? list.at(-1)!.sources, changes)
      const found = samplesOf(sources).find(({ file }) => file === sample)
      if (found === undefined) throw new StudioError('not-found')
      const definition = productFrom(sources)
      return previewDocuments(definition, sampleOrderOf(sources, found))
    },
    release: (product, { by, sha256, note }) =>
      inTurn(async () => {
        const { releases: list, draft } = await open(product)
        if (draft === null || draft.sha256 !== sha256) throw new StudioError('draft-moved')
        const current = list.at(-1)!
        const { version, authors, sources } = draft
        try {
          if (authors.includes(person(by))) throw new StudioError('same-person', { authors })
          if (productSha256(nextVersion(current.sources, version)) === sha256) throw new StudioError('nothing-changed')
          await checkSamples(engine, sources)
        } catch (error) {
          await record('release-refused', { product, version, sha256, by, why: (error as { code?: string }).code ?? 'internal' })
          throw error
        }
        const release: Release = { product, version, sha256, authors, releasedBy: by, releasedAt: now().toISOString(), note, previous: current.sha256, sources }
        if (!(await kept.add(release))) throw new StudioError('draft-moved')
        await record('released', { product, version, sha256, authors, by, note, previous: current.sha256 })
        await files.remove(draftName(product))
        for (const listener of listeners) listener(release)
        return release
      }),
  }
}

/** The same files as the version they are going to be. */
function nextVersion(sources: ProductSources, version: number): ProductSources {
  const text = sources['product.json']!
  const counted = /"version": *\d+/.test(text) ? text.replace(/"version": *\d+/, `"version": ${version}`) : text.replace('{', `{\n  "version": ${version},`)
  return { ...sources, 'product.json': counted }
}
