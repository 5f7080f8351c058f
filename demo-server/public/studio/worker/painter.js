import initialise, { RenderPageImageOptions, TypstRenderer } from '/assets/typst/renderer/typst_ts_renderer.mjs'

/** The body of a page; its meaning as HTML, which takes as long, is not asked for. */
const bodyOnly = 1

/** Draws pages that the compiler laid out. */
export async function painter() {
  await initialise({ module_or_path: '/assets/typst/renderer/typst_ts_renderer_bg.wasm' })
  const renderer = new TypstRenderer()

  function sizes(session) {
    const { pages_info: info } = session
    return Array.from({ length: info.page_count }, (_, index) => {
      const page = info.page(index)
      return { width: page.width_pt, height: page.height_pt }
    })
  }

  /** One page on a canvas of its own; null where it is what `cacheKey` was drawn from. */
  async function paint(session, page, { scale, background = '#ffffff', cacheKey }) {
    const { width, height } = sizes(session)[page]
    const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale))
    const options = new RenderPageImageOptions()
    options.page_off = page
    options.pixel_per_pt = scale
    options.background_color = background
    options.data_selection = bodyOnly
    if (cacheKey !== undefined) options.cache_key = cacheKey
    const context = canvas.getContext('2d')
    const { cacheKey: drawn } = await renderer.render_page_to_canvas(session, context, options)
    return { canvas, cacheKey: drawn, same: cacheKey !== undefined && drawn === cacheKey }
  }

  const nowhere = new OffscreenCanvas(1, 1).getContext('2d')

  /** What a page would be drawn from, without drawing it. */
  async function keyOf(session, page, scale) {
    const options = new RenderPageImageOptions()
    options.page_off = page
    options.pixel_per_pt = scale
    options.background_color = '#ffffff'
    options.data_selection = 0
    return (await renderer.render_page_to_canvas(session, nowhere, options)).cacheKey
  }

  return {
    keyOf,
    /** A document that is changed piece by piece. */
    session: () => renderer.create_session(),
    merge: (session, delta) => renderer.manipulate_data(session, 'merge', delta),
    reset: (session) => renderer.reset(session),
    whole: (vector) => renderer.session_from_artifact(vector, 'vector'),
    sizes,
    paint,
  }
}
