import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { previewDocuments, productFolder, readProduct } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { fontFiles, latinFontFiles } from '@loansign/fonts'
import initialise, { TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler.mjs'
import { afterAll, expect, it } from 'vitest'
import { sampleOrderOf, samplesOf } from './samples.js'

const engine = typst()
afterAll(() => engine.close())

it('the engine of the preview puts every clause and signature where the ordinary one does', async () => {
  await initialise({ module_or_path: readFileSync(createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm')) })
  const builder = new TypstCompilerBuilder()
  builder.set_dummy_access_model()
  for (const path of [...Object.values(fontFiles()), ...Object.values(latinFontFiles())]) await builder.add_raw_font(new Uint8Array(readFileSync(path)))
  const preview = await builder.build()
  const definition = readProduct(productFolder('guaranteed-loan'))
  const { files, sources } = definition
  const samples = samplesOf(sources)
  expect(samples.length).toBeGreaterThan(2)
  for (const sample of samples) {
    // The agreement and the guarantee; cost table and consents are a page each.
    for (const { main, data } of previewDocuments(definition, sampleOrderOf(sources, sample)).slice(0, 2)) {
      preview.reset_shadow()
      for (const [path, text] of Object.entries(files)) preview.add_source(`/${path}`, text)
      for (const path of ['data.json', 'loan.json']) preview.map_shadow(`/${path}`, new TextEncoder().encode(data))
      const world = preview.snapshot('/', `/${main}`, undefined)
      world.compile(0, 3)
      const { anchors } = await engine.compile({ files, main, data, attachment: data, timestamp: 0, output: 'pdf' })
      expect(anchors.length).toBeGreaterThan(0)
      expect(JSON.parse(world.query(0, '<anchor>', 'value'))).toEqual(anchors)
      world.free()
    }
  }
}, 120_000)
