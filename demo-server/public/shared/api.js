/** A request to the demo server's own API; a problem becomes an error with its code. */
export async function api(path, body) {
  const response = await fetch(`/demo${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const answer = await response.json()
  if (!response.ok) throw Object.assign(new Error(answer.code), { code: answer.code, details: answer.details })
  return answer
}

/** Calls back whenever something happened on the server, at most every half second; also after the line was broken. */
export function onChange(work) {
  let timer = 0
  const soon = () => {
    timer ||= setTimeout(() => {
      timer = 0
      work()
    }, 500)
  }
  const source = new EventSource('/demo/changes')
  source.addEventListener('message', soon)
  source.addEventListener('open', soon)
  addEventListener('pagehide', () => source.close())
}
