/** What the engine says → what a lawyer can do about it. The engine's own words stay beside it. */
const sentences = [
  [/^unclosed delimiter/, { 'zh-CN': () => '这里打开的括号、引号或星号没有关上。', en: () => 'A bracket, quotation mark or asterisk opened here is never closed.' }],
  [/^unexpected closing|^unexpected (?:right )?(?:parenthesis|bracket|brace)/, { 'zh-CN': () => '这里多了一个关上的括号。', en: () => 'There is one closing bracket too many here.' }],
  [/^unknown variable: (\S+)/, { 'zh-CN': (name) => `没有叫“${name}”的名字。检查 # 后面的字有没有打错；要印出 # 号，请写 \\#。`, en: (name) => `Nothing is called “${name}”. Check the word after #; to print a # write \\#.` }],
  [/does not contain key "(.+?)"/, { 'zh-CN': (name) => `合同数据里没有“${name}”这一项。`, en: (name) => `The data of the agreement have no “${name}”.` }],
  [/unknown key clause: ([\w-]+)/, { 'zh-CN': (name) => `没有叫“${name}”的重点条款。重点条款的名字在“重点条款”文件里。`, en: (name) => `No key clause is called “${name}”. Their names are in the file of key clauses.` }],
  [/a field of the contract is missing/, { 'zh-CN': () => '这里要填的一项，合同数据里没有。', en: () => 'The data of the agreement do not have what is to be filled in here.' }],
  [/^label `?<(.+?)>`? does not exist/, { 'zh-CN': (name) => `引用了“@${name}”，但没有哪一条叫这个名字。`, en: (name) => `“@${name}” refers to an article that is not there.` }],
  [/^(?:file not found|failed to load file)/, { 'zh-CN': () => '这里要读的文件不存在，模板也不能读别处的文件。', en: () => 'The file to be read here does not exist, and a template reads no others.' }],
  [/^failed to load package|^package not found/, { 'zh-CN': () => '合同模板不能使用外面的程序包。', en: () => 'Agreement templates do not use packages from elsewhere.' }],
  [/^unknown font family: (.+)/, { 'zh-CN': (name) => `合同里没有“${name}”这种字体；字体由版式决定，不用指定。`, en: (name) => `Agreements have no font called “${name}”; leave fonts to the looks.` }],
  [/^(?:expected|unexpected) /, { 'zh-CN': () => '这里的写法引擎看不懂，多半是前面少了或多了一个符号。', en: () => 'The engine cannot read this; most likely a sign is missing or too many just before.' }],
  [/names a value nobody gives/, { 'zh-CN': () => '重点条款的花括号里写了一个没有的值。', en: () => 'A key clause names a value in braces that nobody gives.' }],
  [/no shared key clause is called (.+)/, { 'zh-CN': (name) => `没有叫“${name}”的通用重点条款。`, en: (name) => `No shared key clause is called “${name}”.` }],
  [/maximum (?:function call|show rule|layout) depth|loop seems to be infinite|did not converge/, { 'zh-CN': () => '这里在不停地重复自己。', en: () => 'This repeats itself without an end.' }],
]

const json = { 'zh-CN': '这里不合 JSON 的写法：引号要用英文的 "，每两项之间要有一个英文逗号，最后一项后面不能有。', en: 'This is not JSON: use plain quotation marks, one comma between entries, none after the last.' }

/** @param {string} message what the engine says @param {'zh-CN' | 'en'} language @param {string} [file] @returns {string | null} null where only the engine's own words are left */
export function explain(message, language, file = '') {
  for (const [pattern, texts] of sentences) {
    const match = pattern.exec(message)
    if (match) return texts[language](match[1])
  }
  return file.endsWith('.json') ? json[language] : null
}

/**
 * A diagnostic of the engine as place and words. Lines and columns count from 1, columns in characters.
 * @param {{ path: string, range: string, message: string }} diagnostic
 */
export function placeOf({ path, range, message }) {
  const [line, column, endLine, endColumn] = (/^(\d+):(\d+)-(\d+):(\d+)$/.exec(range) ?? [0, -1, -1, -1, -1]).slice(1).map((number) => Number(number) + 1)
  return { file: path.replace(/^\//, ''), line, column, endLine, endColumn, message: message.replace(/ \(JsValue\([\s\S]*$/, '').replace(/, hints: [\s\S]*$/, '').replace(/^panicked with: "?([\s\S]*?)"?$/, '$1').slice(0, 300) }
}
