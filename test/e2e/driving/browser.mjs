import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

/** CHROME_PATH, the usual places, Playwright's own cache: the first that is there. */
export function findChromium() {
  const cache = join(homedir(), '.cache', 'ms-playwright')
  const cached = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('chromium-')).map((name) => join(cache, name, 'chrome-linux', 'chrome')) : []
  const places = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', ...cached]
  const found = places.find((path) => path && existsSync(path))
  if (!found) throw new Error('No Chromium found. Set CHROME_PATH, or run npm test once, which installs one.')
  return found
}

/** A browser that speaks to this machine only. */
export function launch({ headed = false } = {}) {
  return chromium.launch({
    executablePath: findChromium(),
    headless: !headed,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
