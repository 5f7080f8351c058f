/** Nothing in this folder proves anything. It refuses to run where somebody might believe it. */
export function developmentOnly(name: string, environment: string): void {
  if (environment !== 'development') throw new TypeError(`${name} runs only in the development environment; give createLoanSigning a real one`)
}
