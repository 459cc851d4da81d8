// The service's own routes under /_local. What they refuse is thrown with its reason.

export async function get (path) {
  return answer(await fetch(path, { headers: { accept: 'application/json' } }))
}

export async function send (method, path, body) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  return answer(await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }))
}

async function answer (response) {
  const text = await response.text()
  const body = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text
  if (!response.ok) throw new Error(body.error ?? body.message ?? (text || response.statusText))
  return body
}

const streamPath = (hub, key) => `/_local/hubs/${encodeURIComponent(hub)}/streams/${encodeURIComponent(key)}`

/** Where what is live is ended. */
export const livePath = (space, key) => `/_local/live/${encodeURIComponent(space)}/${encodeURIComponent(key)}`

/** All that there is. */
export async function all () {
  const [state, live, faults] = await Promise.all(['/_local/state', '/_local/live', '/_local/faults'].map(get))
  return { ...state, live, faults }
}

/** Where a stream is published to and played; signed by another rule than its own, if one is named. */
export function urlsOf (hub, key, rule) {
  return get(`${streamPath(hub, key)}/urls${rule ? `?rule=${rule}` : ''}`)
}

/** Hears of every event from the first that is kept on; the browser itself comes back when the connection is lost. */
export function listen (hear, connected) {
  const source = new EventSource('/_local/events?after=0')
  source.onmessage = message => hear(JSON.parse(message.data))
  source.onopen = () => connected(true)
  source.onerror = () => connected(false)
}
