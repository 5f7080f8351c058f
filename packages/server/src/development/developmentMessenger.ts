import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Messenger } from '../ports/index.js'
import { markDevelopmentPort } from '../developmentPort.js'
import { developmentOnly } from './developmentOnly.js'

export interface InboxMessage {
  readonly to: string
  readonly text: string
  readonly at: string
}

/** A messenger whose messages end in a file that one can read instead of in telephones. */
export interface DevelopmentMessenger extends Messenger {
  /** Newest first. */
  read(): Promise<readonly InboxMessage[]>
}

export function developmentMessenger({ environment, path, now = () => new Date() }: { readonly environment: string; readonly path: string; readonly now?: () => Date }): DevelopmentMessenger {
  developmentOnly('developmentMessenger', environment)
  return markDevelopmentPort('developmentMessenger', {
    async sendText({ to, text }) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const message: InboxMessage = { to, text, at: now().toISOString() }
      await appendFile(path, `${JSON.stringify(message)}\n`, { mode: 0o600 })
      // The inbox is the telephone: what lies in it has arrived.
      return { reference: `inbox-${message.at}`, deliveredAt: message.at }
    },
    async read() {
      const lines = await readFile(path, 'utf8').catch(() => '')
      return lines.split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as InboxMessage).reverse()
    },
  })
}
