/** A module of Node's own where there is Node (22.3, or 20.16), reached without an import that a bundler would have to resolve. */
export function nodeModule(name: string): unknown {
  const { process } = globalThis as { readonly process?: { readonly getBuiltinModule?: (name: string) => unknown } }
  return process?.getBuiltinModule?.(name)
}
