import type { PdfFile } from '../../pdf/readPdf.js'
import { soundly } from '../../pdf/soundly.js'
import { classifyChanges, type Change } from './classifyChanges.js'
import { noFindings, revisionPairs } from './revisionPair.js'

/**
 * For each revision, oldest first, what all later ones changed. Each pair of adjacent revisions is looked at once.
 * @throws SignatureError `pdf-limit`, and `pdf-malformed` when a revision cannot be read as the file it was
 */
export function changesSince(revisions: readonly PdfFile[], findings = noFindings()): Change[][] {
  const steps = changesBetween(revisions, findings)
  return revisions.map((_, index) => steps.slice(index).flat())
}

/**
 * What each revision but the oldest changed against the one before it.
 * @throws SignatureError as `changesSince`
 */
export function changesBetween(revisions: readonly PdfFile[], findings = noFindings()): Change[][] {
  const steps: Change[][] = []
  // One pair after the other: what a pair knows of referrers grows with the next.
  // An object that cannot be read does not make the file unreadable, but nobody can vouch for it.
  for (const pair of revisionPairs(revisions, findings)) steps.push(soundly(() => classifyChanges(pair)) ?? [{ kind: 'suspicious', object: 0, what: 'unreadable revision' }])
  return steps
}
