// npm run docs:protocol: writes docs/protocol.md from the endpoint table.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { backendEndpoints } from '@loansign/protocol/backend'
import { sessionEndpoints } from '@loansign/protocol/session'
import { eventNames, problems } from '@loansign/protocol'

/** The page as text; a test compares it with the file. */
export function protocolPage() {
  const tables = [
    ['The element', 'A session token in `Authorization: DPoP`, with a proof (RFC 9449) on every request; the exchange of a link has the proof alone.', sessionEndpoints],
    ['A bank’s servers', 'A key in `Authorization: Bearer`.', backendEndpoints],
  ]
  const lines = ['# Protocol', '', 'Made from the endpoint table in `packages/protocol` by `npm run docs:protocol`; do not edit.', '', 'Bodies are JSON. Every POST carries an `Idempotency-Key`. Problems are `application/problem+json` (RFC 9457) with a stable `code`.', '']
  for (const [title, access, endpoints] of tables) {
    lines.push(`## ${title}`, '', access, '')
    for (const { id, method, path, summary, request, response, problems: codes } of Object.values(endpoints)) {
      lines.push(`### ${method} ${path}`, '', `\`${id}\`. ${summary}`, '', `- takes ${shape(request)}`, `- gives ${response === 'bytes' ? 'a PDF' : shape(response)}`)
      if (codes.length > 0) lines.push(`- problems: ${codes.map((code) => `\`${code}\``).join(', ')}`)
      lines.push('')
    }
  }
  lines.push('## Problems', '', '| code | status | retry | means |', '|---|---|---|---|')
  for (const [code, { status, retryable, title }] of Object.entries(problems)) lines.push(`| \`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${title} |`)
  lines.push('', '## Events', '', eventNames.map((name) => `\`${name}\``).join(', '), '')
  return lines.join('\n')
}

/** A schema in a few words: the names of its members, and what they are. */
function shape(schema) {
  if (['object', 'strict_object', 'loose_object'].includes(schema.type)) {
    const members = Object.entries(schema.entries).map(([name, member]) => `${name}${member.type === 'optional' ? '?' : ''}: ${shape(member)}`)
    return members.length === 0 ? 'nothing' : `{ ${members.join(', ')} }`
  }
  if (schema.type === 'array') return `${shape(schema.item)}[]`
  if (schema.type === 'optional') return shape(schema.wrapped)
  if (schema.type === 'nullable') return `${shape(schema.wrapped)} or null`
  if (schema.type === 'picklist') return schema.options.map((option) => `\`${option}\``).join(' or ')
  if (schema.type === 'literal') return `\`${schema.literal}\``
  if (schema.type === 'variant') return schema.options.map(shape).join(' or ')
  if (schema.type === 'tuple') return `[${schema.items.map(shape).join(', ')}]`
  return schema.type
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(fileURLToPath(new URL('../../docs', import.meta.url)), 'protocol.md'), protocolPage())
