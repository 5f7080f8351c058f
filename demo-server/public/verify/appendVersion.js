/**
 * What a forger would do: an incremental update behind the signatures that draws another amount over the first page. Every signed byte stays.
 * Written with plain text search, for files with classic cross-reference tables as this demo makes them; others get a version that only adds a note.
 */
export function appendVersion(bytes) {
  const text = new TextDecoder('latin1').decode(bytes)
  const startxref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? 0)
  const size = Math.max(...[...text.matchAll(/\/Size (\d+)/g)].map(([, number]) => Number(number)))
  const root = /\/Root (\d+ \d+ R)/.exec(text.slice(text.lastIndexOf('trailer')))?.[1] ?? /\/Root (\d+ \d+ R)/.exec(text)?.[1]
  const page = [...text.matchAll(/(\d+) 0 obj\s*(<<(?:(?!endobj)[\s\S])*?\/Type ?\/Page\b(?!s)(?:(?!endobj)[\s\S])*?>>)\s*endobj/g)][0]
  const objects = []
  const drawing = 'q 1 1 1 rg 70 560 470 60 re f 0.7 0.14 0.11 rg BT /LsF 26 Tf 90 582 Td (380,000.00) Tj ET Q'
  if (page) {
    const [, number, body] = page
    const contents = /\/Contents (\[[^\]]*\]|\d+ \d+ R)/.exec(body)?.[1] ?? ''
    const list = contents.startsWith('[') ? contents.slice(1, -1) : contents
    let changed = body.replace(/\/Contents (\[[^\]]*\]|\d+ \d+ R)/, `/Contents [${list} ${size} 0 R]`)
    changed = /\/Resources ?<</.test(changed) ? changed : changed.replace(/>>$/, `/Resources <</Font <</LsF ${size + 1} 0 R>>>>>>`)
    changed = /\/Font ?<</.test(changed) ? changed.replace(/\/Font ?<</, `/Font <</LsF ${size + 1} 0 R `) : changed.replace(/\/Resources ?<</, `/Resources <</Font <</LsF ${size + 1} 0 R>>`)
    objects.push([Number(number), changed])
  }
  objects.push([size, `<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream`], [size + 1, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>'])
  let tail = '\n'
  const entries = objects.map(([number, body]) => {
    const offset = bytes.length + tail.length
    tail += `${number} 0 obj\n${body}\nendobj\n`
    return `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const xref = bytes.length + tail.length
  tail += `xref\n${entries.join('')}trailer\n<</Size ${size + 2}/Root ${root}/Prev ${startxref}>>\nstartxref\n${xref}\n%%EOF\n`
  const result = new Uint8Array(bytes.length + tail.length)
  result.set(bytes)
  for (let index = 0; index < tail.length; index++) result[bytes.length + index] = tail.charCodeAt(index)
  return result
}
