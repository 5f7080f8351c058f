/**
 * Counts on one line of a terminal; says nothing where nobody watches, or where there is one thing to do.
 * @param {{ write(text: string): unknown, isTTY?: boolean }} stream @param {number} total
 */
export function progress(stream, total) {
  const watched = stream.isTTY === true && total > 1
  let done = 0
  return {
    step() {
      done++
      if (watched) stream.write(`\r${done} / ${total}`)
    },
    end() {
      if (watched) stream.write('\r\u001b[K')
    },
  }
}
