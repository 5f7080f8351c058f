/**
 * Builds an element. Properties are set as attributes, `on…` as listeners, `class`, `data-…` and `aria-…` as they are; text is always text.
 * @param {string} name
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string | number | null | undefined | false)} children
 */
export function h(name, properties = {}, ...children) {
  const node = document.createElement(name)
  apply(node, properties)
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false).map((child) => (typeof child === 'number' ? String(child) : child)))
  return node
}

/** The same for a drawing. */
export function s(name, properties = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name)
  apply(node, properties)
  node.append(...children.flat().filter(Boolean))
  return node
}

function apply(node, properties) {
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value)
    else node.setAttribute(key, value === true ? '' : String(value))
  }
}
