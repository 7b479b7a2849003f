// Imports run one way: rollout ← contracts ← changes, queries, decisions ← http, client ← components ← app.
const tests = '\\.test\\.tsx?$|/testing/'

/** A rule that whatever matches `from` imports nothing that matches `to`. */
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { pathNot: tests, ...from }, to })

export default {
  forbidden: [
    never('no-circles', 'Two modules that need each other are one module, or three.', {}, { circular: true }),
    never(
      'core-is-pure',
      'The core takes facts and gives judgments: no I/O, no clock, no package, so that it can be read and tested alone.',
      { path: '^lib/rollout/' },
      { pathNot: ['^lib/rollout/', '^(node:)?crypto$'] },
    ),
    never(
      'core-has-one-door',
      'Only index.ts of the core, and browser.ts in pages, is imported from outside; the rest can be rearranged freely.',
      { pathNot: ['^lib/rollout/', tests] },
      { path: '^lib/rollout/', pathNot: '^lib/rollout/(index|browser)\\.ts$' },
    ),
    never(
      'browser-without-crypto',
      'The core hashes by node:crypto, whose stand-in for browsers weighs 136 KB and uses eval, which the page refuses.',
      { path: '^(components|lib/client)/' },
      { path: '^lib/rollout/index\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    never(
      'embedded-postgres-has-one-door',
      'The application knows only a URL; only commands and tests start a database.',
      { pathNot: ['^lib/embedded-postgres/', '^scripts/', '^tests/', '^bench/', '^chaos/'] },
      { path: '^lib/embedded-postgres/' },
    ),
    never(
      'contracts-know-the-core-alone',
      'A schema says what goes in and out; whoever serves it is not its business.',
      { path: '^lib/contracts/' },
      { path: '^(lib|app|components)/', pathNot: ['^lib/contracts/', '^lib/rollout/index\\.ts$'] },
    ),
    never(
      'adapters-look-down',
      'Changes, queries and decisions serve transports; they must not know them.',
      { path: '^lib/(changes|queries|decisions|db|invalidation|telemetry|auth)/' },
      { path: '^(app|components|lib/(http|front|client))/' },
    ),
    never(
      'decisions-stand-alone',
      'A decision reads its own facts by pg; the console’s queries, changes and Prisma stay out of its process.',
      { path: '^lib/decisions/' },
      { path: '^lib/(changes|queries)/|^lib/db/(prisma|generated)' },
    ),
    never(
      'lib-knows-no-page',
      'Pages are made of lib, not the other way round.',
      { path: '^lib/' },
      { path: '^(app|components)/' },
    ),
    never(
      'components-know-no-route',
      'A component is placed by a route and knows none.',
      { path: '^components/' },
      { path: '^app/|^lib/(changes|decisions|db)/' },
    ),
    {
      name: 'front-without-framework',
      comment:
        'The front answers in milliseconds and outlives the console: React, Next, next-auth and Prisma stay out of it.',
      severity: 'error',
      from: { path: '^server\\.ts$' },
      to: {
        path: '^(react|next|next-auth|@prisma|prisma)(/|$)|node_modules/(react|next|next-auth|@prisma|prisma)/',
        reachable: true,
      },
    },
    never('no-unresolvable', 'An import that resolves to nothing.', {}, { couldNotResolve: true }),
    never(
      'tests-stay-out',
      'Nothing that ships may lean on a test or its support.',
      { path: '^(lib|app|components|server\\.ts|scripts)' },
      { path: '^(tests|e2e)/|\\.test\\.tsx?$|/testing/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules|lib/db/generated' },
    exclude: { path: '^(\\.next|dist|bench)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
