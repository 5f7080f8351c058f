/** The certificates of a PEM file, DER. */
export function fromPem(text) {
  return [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].map(([, body]) => Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0)))
}
