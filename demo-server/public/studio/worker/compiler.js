import initialise, { TypstCompilerBuilder } from '/assets/typst/compiler/typst_ts_web_compiler.mjs'
import { limitMemory } from './limitMemory.js'

const fetchBytes = async (address) => {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

// The engine's stand-ins for files and packages are made of program text, which the policy of this worker refuses. They are replaced below; nothing else asks for it.
globalThis.Function = function Function() {
  return refuse('programs')
}

const refuse = (what) => () => {
  throw new Error(`${what} are not allowed in contract templates`)
}

/**
 * Typst as WebAssembly: files in memory only, the fonts of contracts only, no package, and a memory it cannot grow beyond.
 * @param {{ fonts: readonly string[], memoryMegabytes: number }} options
 */
export async function compiler({ fonts, memoryMegabytes }) {
  const [module, ...faces] = await Promise.all(['/assets/typst/compiler/typst_ts_web_compiler_bg.wasm', ...fonts].map(fetchBytes))
  const { memory } = await initialise({ module_or_path: limitMemory(module, memoryMegabytes * 1_048_576) })
  const builder = new TypstCompilerBuilder()
  builder.set_access_model({}, () => 0, () => false, (path) => path, refuse('files of the machine'))
  builder.set_package_registry({}, refuse('packages'))
  for (const face of faces) await builder.add_raw_font(face)
  const typst = await builder.build()
  const encoder = new TextEncoder()
  const present = new Map()

  /** Puts the files in place; what did not change keeps what was worked out about it. */
  function put(files) {
    for (const path of present.keys()) {
      if (files[path] !== undefined) continue
      typst.unmap_shadow(`/${path}`)
      present.delete(path)
    }
    for (const [path, text] of Object.entries(files)) {
      if (present.get(path) === text) continue
      if (path.endsWith('.typ')) typst.add_source(`/${path}`, text)
      else typst.map_shadow(`/${path}`, encoder.encode(text))
      present.set(path, text)
    }
  }

  return {
    put,
    /** What changed since this document's last layout, for a session of the renderer. */
    incremental: () => typst.create_incr_server(),
    /** @returns {{ result?: Uint8Array, diagnostics?: object[] }} */
    layOut: (main, state) => typst.incr_compile(`/${main}`, undefined, state, 3),
    /** The whole document in several forms. */
    whole(main, use) {
      const world = typst.snapshot('/', `/${main}`, undefined)
      try {
        const { diagnostics = [] } = world.compile(0, 3)
        return use({
          diagnostics,
          vector: () => world.get_artifact(0, 3).result,
          pdf: () => world.get_artifact(1, 3).result,
          query: (selector, field) => JSON.parse(world.query(0, selector, field)),
        })
      } finally {
        world.free()
      }
    },
    megabytes: () => memory.buffer.byteLength / 1_048_576,
  }
}
