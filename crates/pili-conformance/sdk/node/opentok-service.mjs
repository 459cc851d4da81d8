// What clients do at `pili local` as OpenTok, and tokens of ours.

import { spawnSync } from 'node:child_process'

/** What a test does in a client's stead, at the service of this address. */
export const doing = api => async (method, path, body) => {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(`${api}/_local/opentok/${path}`, { method, headers, body: body && JSON.stringify(body) })
  const text = await response.text()
  return { status: response.status, ...(text ? JSON.parse(text) : {}) }
}

/** What our token code says: tokens it makes, or how it reads one. */
export function tokens (asked) {
  return JSON.parse(spawnSync('opentok-tokens', { input: JSON.stringify(asked) }).stdout)
}
