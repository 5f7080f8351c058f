import { join } from 'node:path'
import { expect, it } from 'vitest'
import { corpora, corporaMissing } from '../../../packages/signature/src/corpora.node.fixture.js'
import { verapdf } from '../judges/verapdf.js'

/** What veraPDF's own corpus says of form fields; so that the judge of our files is known to tell good from bad. */
it.for<[flavour: '1b' | '2b' | 'ua1', file: string, compliant: boolean]>([
  ['2b', 'veraPDF_test_suite_6-4-1-t02-pass-a.pdf', true],
  ['ua1', '7.18.1-t01-pass-a.pdf', true],
  ['ua1', '7.18.1-t01-pass-b.pdf', true],
  ['1b', 'veraPDF_test_suite_6-9-t01-fail-a.pdf', false],
  ['1b', 'veraPDF_test_suite_6-9-t01-fail-b.pdf', false],
  ['1b', 'veraPDF_test_suite_6-9-t01-fail-c.pdf', false],
])('%s of %s: %s', ([flavour, file, compliant], { skip }) => {
  const path = join(corpora, 'veraPDF-corpus', file)
  skip(...corporaMissing(`veraPDF-corpus/${file}`))
  const [report] = verapdf(flavour, [path])
  expect(report).toMatchObject({ flavour, compliant })
  if (!compliant) expect(report!.failed.every((rule) => rule.startsWith('6.9-'))).toBe(true)
})
