/** pdf.js calls Promise.withResolvers, which browsers have from Chromium 119 and Safari 17.4 on; our floor is 108 and 16.4. */
type Resolvers = { promise: Promise<unknown>; resolve: (value: unknown) => void; reject: (reason: unknown) => void }
const constructor = Promise as unknown as { withResolvers?: () => Resolvers }
constructor.withResolvers ??= function withResolvers(): Resolvers {
  const result = {} as Resolvers
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }))
  return result
}
