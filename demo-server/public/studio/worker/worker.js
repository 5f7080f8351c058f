import { changedBoxes } from './changedBoxes.js'
import { compiler } from './compiler.js'
import { painter } from './painter.js'
import { marked, watermark } from './watermark.js'

/*
 * The place where drafts are run: a worker with a policy of its own, which speaks to nobody but the page that made it and fetches nothing but engine and fonts.
 * The page ends it when an answer takes too long.
 */
let engine, painting, stamp, state, session
/** Of what is on screen: page → what it was drawn from. */
let drawn = new Map()
/** What every page of the last layout is made of. */
let keys = []
let scale = 1

const handlers = {
  async start({ fonts, memoryMegabytes }) {
    ;[engine, painting] = await Promise.all([compiler({ fonts, memoryMegabytes }), painter()])
    stamp = await watermark({ engine, painter: painting })
    fresh()
    return {}
  },

  /** Lays the draft out and draws the pages in sight. */
  async show({ files, main, scale: wanted, pages, anew }) {
    if (anew) fresh()
    if (wanted !== scale) drawn = new Map()
    scale = wanted
    const before = performance.now()
    engine.put(files)
    const { result, diagnostics = [] } = engine.layOut(main, state)
    const compileMilliseconds = performance.now() - before
    if (result === undefined || hasError(diagnostics)) return { diagnostics, compileMilliseconds }
    painting.merge(session, result)
    const sizes = painting.sizes(session)
    const now = await Promise.all(sizes.map((_, page) => painting.keyOf(session, page, 1)))
    const changed = keys.length === 0 ? [] : now.flatMap((key, page) => (key === keys[page] ? [] : [page]))
    keys = now
    // Where something changed out of sight, the first such page comes too: the reader is led there.
    const asked = pages.filter((page) => page < sizes.length)
    if (changed.length > 0 && !changed.some((page) => asked.includes(page))) asked.push(changed[0])
    return { diagnostics, compileMilliseconds, sizes, changed, asked, ...(await paint(asked)), megabytes: engine.megabytes() }
  },

  /** Draws more pages of what was laid out last. */
  async paint({ pages }) {
    return paint(pages.filter((page) => page < painting.sizes(session).length))
  },

  /** What the template marked: where every clause and signature came to stand. */
  async anchors({ main }) {
    return engine.whole(main, ({ diagnostics, query }) => (hasError(diagnostics) ? {} : { anchors: query('<anchor>', 'value') }))
  },

  /** The draft as a PDF with the mark on every page. */
  async pdf({ files, main }) {
    const { file, text } = marked(main)
    engine.put({ ...files, [file]: text })
    return engine.whole(file, ({ diagnostics, pdf, query, vector }) => {
      if (hasError(diagnostics)) return { diagnostics }
      const pages = painting.sizes(painting.whole(vector())).length
      return query('<draft-mark>', 'value').length < pages ? { unmarked: true } : { pdf: pdf() }
    })
  },

  /** Released and draft beside each other: every page of both, the drafts marked, the places where pixels differ, and a PDF of each for its text. */
  async compare({ released, draft, scale: wanted }) {
    const sides = []
    for (const { files, main } of [released, draft]) {
      engine.put(files)
      const { diagnostics, vector, pdf } = engine.whole(main, (document) => (hasError(document.diagnostics) ? document : { diagnostics: [], vector: document.vector(), pdf: document.pdf() }))
      if (!(vector instanceof Uint8Array)) return { diagnostics }
      const whole = painting.whole(vector)
      const canvases = []
      for (const page of painting.sizes(whole).keys()) canvases.push((await painting.paint(whole, page, { scale: wanted })).canvas)
      sides.push({ canvases, sizes: painting.sizes(whole), pdf })
      whole.free()
    }
    const [before, after] = sides
    const boxes = after.canvases.map((canvas, page) => (before.canvases[page] === undefined ? [] : changedBoxes(before.canvases[page], canvas)))
    for (const canvas of after.canvases) await stamp(canvas)
    return { sides: sides.map(({ canvases, sizes, pdf }) => ({ bitmaps: canvases.map((canvas) => canvas.transferToImageBitmap()), sizes, pdf })), boxes }
  },
}

const hasError = (diagnostics) => diagnostics.some(({ severity }) => severity === 'error')

function fresh() {
  state?.free()
  session?.free()
  state = engine.incremental()
  session = painting.session()
  drawn = new Map()
  keys = []
}

async function paint(pages) {
  const bitmaps = []
  for (const page of pages) {
    const { canvas, cacheKey, same } = await painting.paint(session, page, { scale, cacheKey: drawn.get(page) })
    if (same) continue
    drawn.set(page, cacheKey)
    await stamp(canvas)
    bitmaps.push({ page, bitmap: canvas.transferToImageBitmap() })
  }
  return { bitmaps }
}

/** What is handed over to the page instead of being copied. */
function handedOver(value) {
  if (value instanceof ImageBitmap) return [value]
  if (value instanceof Uint8Array) return [value.buffer]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(handedOver) : []
}

// One after the other: the engine has one set of files.
let last = Promise.resolve()
addEventListener('message', ({ data: { id, verb, ...options } }) => {
  last = last.then(async () => {
    try {
      const result = await handlers[verb](options)
      postMessage({ id, result }, { transfer: handedOver(result) })
    } catch (error) {
      // Past its memory the engine traps, and nothing in it can be relied upon any more.
      postMessage({ id, failed: { message: String(error?.message ?? error).slice(0, 300), memory: error instanceof WebAssembly.RuntimeError || error instanceof RangeError } })
    }
  })
})
