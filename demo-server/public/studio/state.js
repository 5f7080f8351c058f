import { api } from '/assets/shared/api.js'

const saveAfterMilliseconds = 800

/**
 * What is being written: the released files, the draft upon them, and what was typed since it was saved. Saves by itself.
 * @param {{ onSaved: () => void, onRefused: (error: Error & { code?: string }) => void }} options
 */
export function draftState({ onSaved, onRefused }) {
  let product, info
  let edits = {}
  let timer = 0
  let going = Promise.resolve()

  const sources = () => ({ ...(info.draft ?? info.released).sources, ...edits })

  async function load(name) {
    clearTimeout(timer)
    await going
    product = name
    info = await api(`/studio/products/${name}`)
    edits = {}
  }

  function save(by) {
    clearTimeout(timer)
    going = going.then(async () => {
      const files = edits
      if (Object.keys(files).length === 0) return
      try {
        const draft = await api(`/studio/products/${product}/draft`, { by, base: info.draft?.sha256 ?? null, files })
        info = { ...info, draft }
        // What was typed while this was on its way is not saved yet.
        edits = Object.fromEntries(Object.entries(edits).filter(([file, text]) => text !== files[file]))
        onSaved()
      } catch (error) {
        onRefused(error)
      }
    })
    return going
  }

  return {
    load,
    save,
    sources,
    edit(file, text, by) {
      edits = { ...edits, [file]: text }
      clearTimeout(timer)
      timer = setTimeout(() => void save(by), saveAfterMilliseconds)
    },
    get product() {
      return product
    },
    get info() {
      return info
    },
    get unsaved() {
      return Object.keys(edits).length > 0
    },
    /** The files whose text is not the released one. */
    changed: () => Object.entries(sources()).filter(([file, text]) => file !== 'product.json' && text !== info.released.sources[file]).map(([file]) => file),
    /** The documents of a sample with their data, of these files or of the released ones. */
    documents: (sample, { released = false } = {}) => {
      const own = Object.entries(released ? info.released.sources : sources()).filter(([file]) => file.endsWith('.json') && /^(?:shared\/)?clauses\.|^sample/.test(file))
      return api(`/studio/products/${product}/preview`, { sample, files: Object.fromEntries(own) })
    },
  }
}

/** What the engine reads for one document. */
export function engineFiles(sources, { data }) {
  return { ...Object.fromEntries(Object.entries(sources).filter(([file]) => file.endsWith('.typ'))), 'data.json': data, 'loan.json': data }
}
