// The isomorphic tests of packages/signature in a real Chromium: the same files, bundled, under a small runner with vitest's own expect.
import { writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import { launch } from '../e2e/driving/browser.mjs'
import { root } from './setup.mjs'

const files = []
for await (const file of glob('packages/signature/src/**/*.test.ts', { cwd: root })) if (!file.endsWith('.node.test.ts')) files.push(file)

const bundled = await build({
  stdin: { contents: `import { file, run } from './test/config/browserRunner.mjs'\n${files.map((file) => `await file(() => import('./${file}'))`).join('\n')}\nwindow.result = await run()`, resolveDir: root, loader: 'js' },
  bundle: true, write: false, format: 'esm', target: 'chrome108', alias: { vitest: join(root, 'test/config/browserRunner.mjs') }, define: { 'process.env.NODE_ENV': '"test"' }, logLevel: 'error',
})
const server = createServer((request, response) => {
  const isScript = request.url === '/suite.js'
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
  response.end(isScript ? bundled.outputFiles[0].text : '<!doctype html><script type="module" src="/suite.js"></script>')
})
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const browser = await launch()
try {
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(String(error)))
  // crypto.subtle wants a secure context; localhost is one.
  await page.goto(`http://localhost:${server.address().port}/`)
  await page.waitForFunction('window.result !== undefined', undefined, { timeout: 240_000 })
  const { tests } = await page.evaluate('window.result')
  const failed = tests.filter(({ error }) => error !== null)
  for (const { name, error } of failed) console.error(`✗ ${name}\n  ${error}`)
  console.log(`${tests.length - failed.length} of ${tests.length} tests from ${files.length} files passed in ${browser.version()}`)
  const report = { numTotalTests: tests.length, numPassedTests: tests.length - failed.length, numFailedTests: failed.length, numPendingTests: 0 }
  if (process.argv[2]) writeFileSync(process.argv[2], JSON.stringify(report))
  process.exitCode = failed.length === 0 && tests.length > 0 ? 0 : 1
} finally {
  await browser.close()
  server.close()
}
