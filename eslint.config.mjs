import tseslint from 'typescript-eslint'

/** Import directions of the design: a folder may not reach into those named. */
const forbid = (files, patterns, message) => ({ files, ignores: ['**/*.test.ts', '**/*.fixture.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] } })

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
  forbid(['packages/signature/src/pdf/**/*.ts'], ['**/crypto/*', '**/cms/*', '**/x509/*', '**/timestamp/*', '**/pades/**'], 'pdf knows no cryptography.'),
  forbid(['packages/signature/src/der/**/*.ts'], ['**/crypto/*', '**/cms/*', '**/x509/*', '**/timestamp/*', '**/pades/**', '**/pdf/**'], 'der is at the bottom.'),
  forbid(['packages/signature/src/**/*.ts'], ['@loansign/*', 'node:*'], 'signature is isomorphic and imports no other package of ours.'),
  forbid(['packages/loan/src/**/*.ts', 'packages/protocol/src/**/*.ts'], ['@loansign/*', 'node:*'], 'loan and protocol stand alone.'),
  forbid(['packages/component/src/**/*.ts'], ['@loansign/server*', '@loansign/contract*', '@loansign/loan*', '@loansign/protocol/backend', 'node:*'], 'The element speaks the session protocol and nothing else.'),
  forbid(['packages/server/src/**/*.ts'], ['@loansign/component*', '@loansign/contract*', 'express'], 'The root entry of the server pulls in no adapter and no engine.'),
  forbid(
    ['packages/server/src/{applications,contracts,ceremony,signing,servicing,evidence,events,states,jobs}/**/*.ts'],
    ['**/http/*', '**/adapters/**', '**/development/*'],
    'Domain folders know neither HTTP nor adapters.',
  ),
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: ['packages/signature/src/crypto/**', '**/*.test.ts', '**/*.fixture.ts', 'packages/server/src/{development,http,database,signing}/**', 'packages/component/src/transport/**'],
    rules: { 'no-restricted-properties': ['error', { object: 'crypto', property: 'subtle', message: 'Cryptography goes through @loansign/signature.' }] },
  },
)
