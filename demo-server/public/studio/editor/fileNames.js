/**
 * The files of a product that may be changed, in groups, with names for people.
 * @param {readonly string[]} files @param {string} main the template of the document that is shown @param {object} words
 * @returns {{ group: string, files: { file: string, name: string }[] }[]}
 */
export function fileGroups(files, main, words) {
  const groups = new Map(['main', 'clauses', 'shared', 'own', 'samples', 'looks'].map((group) => [group, []]))
  const language = languageOf(main)
  for (const file of files) {
    const group = groupOf(file, main)
    // Texts of another language than the document's are not what somebody looks for here.
    if (group !== null && (languageOf(file) === null || languageOf(file) === language)) groups.get(group).push({ file, name: fileName(file, words) })
  }
  return [...groups].filter(([, list]) => list.length > 0).map(([group, list]) => ({ group, files: list.sort((a, b) => (a.file < b.file ? -1 : 1)) }))
}

const languageOf = (file) => /\.(zh-CN|en)\.\w+$/.exec(file)?.[1] ?? null

function groupOf(file, main) {
  if (file === main) return 'main'
  if (/^sample/.test(file)) return 'samples'
  if (/^(?:shared\/)?clauses\./.test(file)) return 'clauses'
  if (/^articles\./.test(file)) return 'shared'
  if (file === 'library.typ') return 'looks'
  return file.endsWith('.typ') ? 'own' : null
}

export function fileName(file, { fileNames, languages, comma }) {
  const [, stem, variant, language] = /^(.+?)(?:-(\w+))?(?:\.(zh-CN|en))?\.\w+$/.exec(file) ?? [null, file]
  const whole = variant === undefined ? stem : `${stem}-${variant}`
  const named = fileNames[whole] ?? (fileNames[stem] === undefined ? whole : `${fileNames[stem]} ${variant}`)
  return language === undefined ? `${named} (${file})` : `${named}${comma}${languages[language]} (${file})`
}
