// Finds a Chromium, or installs one: Debian's when root, else Playwright's.
import { execFileSync } from 'node:child_process'
import { findChromium } from '../e2e/driving/browser.mjs'
import { quietly, stop } from './setup.mjs'

export function ensureChromium() {
  try {
    return findChromium()
  } catch {
    if (process.getuid?.() === 0) {
      const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      quietly('look up packages', 'apt-get', ['update', '-q'], { env: environment })
      quietly('install Chromium', 'apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], { env: environment })
    } else {
      try {
        execFileSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: 'inherit' })
      } catch {
        stop('No Chromium was found and none could be installed. Install one and set CHROME_PATH to it.')
      }
    }
    return findChromium()
  }
}
