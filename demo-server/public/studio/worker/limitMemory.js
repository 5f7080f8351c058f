const memorySection = 5

/**
 * A WebAssembly module that cannot grow beyond so many bytes: the maximum is written into its memory section (WebAssembly core 1.0, 5.5.8 and 5.3.6),
 * so the engine that runs it keeps the limit, whatever the module does.
 * @param {Uint8Array} module with one memory of its own @param {number} bytes
 */
export function limitMemory(module, bytes) {
  const pages = Math.floor(bytes / 65_536)
  let at = 8
  while (at < module.length) {
    const id = module[at]
    const [size, start] = readNumber(module, at + 1)
    if (id !== memorySection) {
      at = start + size
      continue
    }
    const [count, flagsAt] = readNumber(module, start)
    const [least] = readNumber(module, flagsAt + 1)
    if (count !== 1 || module[flagsAt] > 1) throw new TypeError('not a module with one plain memory')
    if (least > pages) throw new RangeError('the module needs more memory than that to begin with')
    const body = [1, 1, ...number(least), ...number(pages)]
    const section = [memorySection, ...number(body.length), ...body]
    const limited = new Uint8Array(at + section.length + module.length - (start + size))
    limited.set(module.subarray(0, at))
    limited.set(section, at)
    limited.set(module.subarray(start + size), at + section.length)
    return limited
  }
  throw new TypeError('not a module with a memory of its own')
}

/** LEB128, unsigned: the value, and where the next octet lies. */
function readNumber(bytes, at) {
  let [value, shift] = [0, 0]
  for (;;) {
    const octet = bytes[at++]
    value += (octet & 0x7f) * 2 ** shift
    if (octet < 0x80) return [value, at]
    shift += 7
  }
}

function number(value) {
  const octets = []
  do {
    octets.push((value % 128) + (value >= 128 ? 128 : 0))
    value = Math.floor(value / 128)
  } while (value > 0)
  return octets
}
