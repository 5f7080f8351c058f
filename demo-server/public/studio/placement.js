/**
 * What a template forgot, or placed twice: every key clause and every signature stands once.
 * @param {readonly { kind: string, id: string }[]} anchors @param {{ clauses: readonly string[], places: readonly string[], main: string }} document
 */
export function misplaced(anchors, { clauses, places, main }, language) {
  const count = (kind, id) => anchors.filter((anchor) => anchor.kind === kind && anchor.id === id).length
  const wrong = (kind, ids) => ids.map((id) => ({ kind, id, times: count(kind, id) })).filter(({ times }) => times !== 1)
  return [...wrong('clause', clauses), ...wrong('signature', places)].map(({ kind, id, times }) => ({ file: main, line: 0, column: 0, message: `${kind} ${id} ${times}`, text: sentences[language][kind](id, times) }))
}

const sentences = {
  'zh-CN': {
    clause: (id, times) => (times === 0 ? `重点条款“${id}”没有放进合同。在该在的地方写一行：+ #clause("${id}")` : `重点条款“${id}”放了 ${times} 次，只能放一次。`),
    signature: (id, times) => (times === 0 ? `“${id}”没有签名的地方。文件末尾要有 #signature-page(…) 或 #signature-blocks()` : `“${id}”的签名处有 ${times} 个，只能有一个。`),
  },
  en: {
    clause: (id, times) => (times === 0 ? `The key clause “${id}” is not in the agreement. Put a line where it belongs: + #clause("${id}")` : `The key clause “${id}” stands ${times} times; it may stand once.`),
    signature: (id, times) => (times === 0 ? `“${id}” has no place to sign. The document ends with #signature-page(…) or #signature-blocks()` : `“${id}” has ${times} places to sign; there is one only.`),
  },
}
