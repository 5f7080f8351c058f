/** Faces inside the compiler that contracts are set in. Its monospaced face is left out: many machines have another version of it installed. */
const builtIn = /^LibertinusSerif-/

/** The binding also looks for fonts on the machine, which another machine may not have: the first font in the file that is neither ours nor the compiler's own. */
export function machineFont(pdf: Uint8Array, ours: readonly string[]): string | undefined {
  const names = Buffer.from(pdf).toString('latin1').matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)
  return [...names].map(([, name]) => name!).find((name) => !builtIn.test(name) && !ours.includes(name))
}
