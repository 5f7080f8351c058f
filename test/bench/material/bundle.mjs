import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'

export const repository = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * Bundles a few named exports of a package as the element's own bundle is made (rollup.config.mjs), and gives code and gzip size.
 * @param {{ from: string, names: string[], external?: string[] }} options
 * @returns {Promise<{ code: string, gzipBytes: number }>}
 */
export async function bundle({ from, names, external = [] }) {
  const entry = '\0entry'
  const build = await rollup({
    input: entry,
    external,
    plugins: [
      { name: 'entry', resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? `export { ${names.join(', ')} } from '${from}'` : null) },
      // The virtual entry lies nowhere: packages resolve from the top of the checkout.
      resolve({ browser: true, rootDir: repository }),
      terser({ ecma: 2022, module: true, compress: { passes: 3 } }),
    ],
  })
  const { output } = await build.generate({ format: 'es' })
  await build.close()
  const code = output[0].code
  return { code, gzipBytes: gzipSync(code, { level: 9 }).length }
}
