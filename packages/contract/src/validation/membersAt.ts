export interface Member {
  readonly pointer: string
  readonly value: unknown
}

/** Every value a pointer with `*` reaches; what is not there is left out. */
export function membersAt(order: unknown, pattern: string): readonly Member[] {
  return pattern.split('/').slice(1).reduce<readonly Member[]>(
    (found, key) =>
      found.flatMap(({ pointer, value }) => {
        if (typeof value !== 'object' || value === null) return []
        const keys = key === '*' ? Object.keys(value) : key in value ? [key] : []
        return keys.map((name) => ({ pointer: `${pointer}/${name}`, value: (value as Record<string, unknown>)[name] }))
      }),
    [{ pointer: '', value: order }],
  )
}
