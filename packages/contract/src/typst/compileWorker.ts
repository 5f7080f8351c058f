import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Anchor, CompileOptions, CompileResult } from '../engine.js'

export type WorkerAnswer = { readonly residentMegabytes: number } & (
  | { readonly ok: true; readonly result: CompileResult }
  | { readonly ok: false; readonly code: 'template-error' | 'glyph-missing'; readonly details: Record<string, unknown> }
)

interface Diagnostic {
  readonly message: string
  readonly path?: string
  readonly range?: { readonly start?: { readonly line?: number; readonly character?: number } }
}

// An empty directory: templates live in memory, and a link placed here would be the only way out.
const workspace = mkdtempSync(join(tmpdir(), 'loansign-typst-'))
process.on('disconnect', () => {
  rmSync(workspace, { recursive: true, force: true })
  process.exit(0)
})

let compiler: NodeCompiler | undefined

process.on('message', ({ options, fonts }: { options: CompileOptions; fonts: readonly string[] }) => {
  compiler ??= NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts.map((path) => readFileSync(path)) }] })
  const residentMegabytes = (): number => process.memoryUsage().rss / 1_048_576
  const refuse = (diagnostics: readonly Diagnostic[]): WorkerAnswer => ({ ok: false, ...explain(diagnostics), residentMegabytes: residentMegabytes() })
  try {
    process.send!(answer(compiler, options, residentMegabytes, refuse))
  } catch (error) {
    process.send!(refuse([{ message: String((error as Error).message ?? error) }]))
  }
})

function answer(engine: NodeCompiler, options: CompileOptions, residentMegabytes: () => number, refuse: (diagnostics: readonly Diagnostic[]) => WorkerAnswer): WorkerAnswer {
  for (const [path, text] of Object.entries(options.files)) engine.addSource(join(workspace, path), text)
  const compiled = engine.compile({ mainFilePath: join(workspace, options.main), inputs: { data: options.data } })
  if (compiled.hasError()) return refuse(engine.fetchDiagnostics(compiled.takeDiagnostics()!) as Diagnostic[])
  const document = compiled.result!
  const anchors = engine.query(document, { selector: '<anchor>', field: 'value' }) as Anchor[]
  const pages = document.numOfPages
  const pdf = options.output === 'pdf' ? new Uint8Array(engine.pdf(document, { pdfStandard: 'a-3b', creationTimestamp: options.timestamp })) : new Uint8Array()
  engine.evictCache(0)
  return { ok: true, result: { pdf, anchors, pages }, residentMegabytes: residentMegabytes() }
}

/** PDF/A wants a glyph for every character: Typst names the one it has none for. */
function explain(diagnostics: readonly Diagnostic[]): { code: 'template-error' | 'glyph-missing'; details: Record<string, unknown> } {
  const messages = diagnostics.map(({ message }) => message).join('; ')
  const missing = /displayed|glyph/i.test(messages) ? missingCharacter(messages) : undefined
  if (missing !== undefined) return { code: 'glyph-missing', details: { character: missing, message: messages.slice(0, 300) } }
  const [first] = diagnostics
  return {
    code: 'template-error',
    details: { file: first?.path?.split('/').pop() ?? '', line: (first?.range?.start?.line ?? -1) + 1, column: (first?.range?.start?.character ?? -1) + 1, message: messages.slice(0, 500) },
  }
}

/** “the text "…" could not be displayed”: in quotes, which an error's debug form escapes; rare characters as \\u{…}. */
function missingCharacter(message: string): string | undefined {
  const text = /the text `?[\\"'“‘]*(.{1,200}?)[\\"'”’]*`? could not be displayed/u.exec(message)?.[1]
  const escaped = /\\u\{([0-9a-fA-F]{1,6})\}/.exec(text ?? '')?.[1]
  return escaped !== undefined ? String.fromCodePoint(parseInt(escaped, 16)) : text
}
