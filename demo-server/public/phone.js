const list = document.querySelector('#messages')

async function refresh() {
  const messages = await (await fetch('/demo/inbox')).json()
  const key = String(messages.length)
  if (list.dataset.shown === key) return
  list.dataset.shown = key
  list.replaceChildren(
    ...messages.map(({ text, at }) => {
      const item = document.createElement('li')
      const time = document.createElement('p')
      time.className = 'soft small'
      time.textContent = new Date(at).toLocaleTimeString(document.documentElement.lang)
      const bubble = document.createElement('p')
      bubble.className = 'bubble'
      for (const part of text.split(/(https?:\/\/\S+)/)) {
        if (!part.startsWith('http')) bubble.append(part)
        else {
          const link = document.createElement('a')
          link.href = part
          link.textContent = part
          bubble.append(link)
        }
      }
      item.append(time, bubble)
      return item
    }),
  )
}
await refresh()
setInterval(refresh, 1500)
