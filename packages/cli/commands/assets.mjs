import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { exitCode } from '../main.mjs'
import { readArguments } from '../readInput.mjs'
import { showHostile } from '../showHostile.mjs'
import { UsageError } from '../usageError.mjs'

const list = 'integrity.json'
const entry = 'loan-contract-signer.js'

/**
 * Copies the element, its lazy chunks and pdf.js's worker into a folder that a web server offers, with the SHA-384 of each for `integrity`.
 * A folder with anything else in it is left alone; one that this command filled before is brought up to date, and chunks of earlier versions stay for pages still open.
 * @type {import('../main.mjs').Command}
 */
export async function assets({ args, text, stdout }) {
  const { positionals: [folder, ...more] } = readArguments(args, {}, text)
  if (folder === undefined || more.length > 0) throw new UsageError(text.assets.oneFolder)
  const source = await sourceFolder(text)
  await prepareFolder(folder, text)
  /** @type {Record<string, string>} */
  const integrity = {}
  for (const name of (await readdir(source)).sort()) {
    const bytes = await readFile(join(source, name))
    integrity[name] = `sha384-${createHash('sha384').update(bytes).digest('base64')}`
    await write(join(folder, name), bytes, text)
  }
  await write(join(folder, list), `${JSON.stringify(integrity, null, 2)}\n`, text)
  stdout.write(`${text.assets.copied(Object.keys(integrity).length, showHostile(folder), list)}\n\n<script type="module" src="/assets/${entry}" integrity="${integrity[entry]}" crossorigin="anonymous"></script>\n`)
  return exitCode.passed
}

/** Where the element lies: as the project that calls has it, else beside this program. @param {import('../text/en.mjs').Text} text */
async function sourceFolder(text) {
  for (const from of [pathToFileURL(join(process.cwd(), 'package.json')).href, import.meta.url]) {
    try {
      const folder = join(dirname(createRequire(from).resolve('@loansign/component/package.json')), 'dist/cdn')
      if ((await readdir(folder)).includes(entry)) return folder
    } catch {
      // The next place.
    }
  }
  throw new UsageError(text.assets.noComponent)
}

/** @param {string} folder @param {import('../text/en.mjs').Text} text */
async function prepareFolder(folder, text) {
  /** @type {string[]} */
  let names
  try {
    await mkdir(folder, { recursive: true })
    names = await readdir(folder)
  } catch {
    throw new UsageError(text.notWritten(showHostile(folder)))
  }
  if (names.length > 0 && !names.includes(list)) throw new UsageError(text.assets.notEmpty(showHostile(folder)))
}

/** @param {string} path @param {Uint8Array | string} content @param {import('../text/en.mjs').Text} text */
async function write(path, content, text) {
  try {
    await writeFile(path, content)
  } catch {
    throw new UsageError(text.notWritten(showHostile(path)))
  }
}
