// Rooms, sessions, buckets and files.

import { fill, h } from '../dom.js'
import { bytes } from '../format.js'
import { word } from '../words.js'

const parts = h('div')
/** What is drawn, so that it is left alone while it is the same. */
let drawn

export function enter () {
  drawn = undefined
  return parts
}

export function update ({ state }) {
  if (!state) return
  const { apps, projects, buckets, hubs, live } = state
  const text = JSON.stringify([apps, projects, buckets, hubs.map(hub => hub.files), live.map(stream => stream.id)])
  if (text === drawn) return
  drawn = text
  fill(parts,
    card('apps', ['name', 'users'], apps.flatMap(app => app.rooms.map(room => [`${app.title || app.id} / ${room.name}`, namesOf(room.users)]))),
    card('projects', ['name', 'connections', 'streams'], projects.flatMap(project => project.sessions.map(session => [session.id, session.connections, session.streams]))),
    card('buckets', ['name', 'channels'], buckets.map(bucket => [bucket.name, bucket.channels.map(channel => shown(bucket, channel, live)).join(', ')])),
    card('files', ['name', 'size'], hubs.flatMap(hub => hub.files.map(file => [link(hub.name, file.name), bytes(file.bytes)]))))
}

const namesOf = users => (Array.isArray(users) ? users : Object.keys(users)).join(', ')

function shown ({ name }, channel, live) {
  const isLive = live.some(stream => stream.space === `${name}/live` && stream.key === channel)
  return isLive ? `${channel} (${word('live')})` : channel
}

function link (hub, name) {
  const path = name.split('/').map(encodeURIComponent).join('/')
  return h('a', { href: `/${encodeURIComponent(hub)}/files/${path}` }, `${hub}/${name}`)
}

function card (title, heads, rows) {
  const table = h('table', {}, h('thead', {}, h('tr', {}, heads.map(name => h('th', { scope: 'col' }, word(name))))),
    h('tbody', {}, rows.map(row => h('tr', {}, row.map(cell => h('td', {}, cell))))))
  return h('section', { class: 'card' }, h('h2', {}, word(title)), rows.length ? h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': word(title) }, table) : h('p', { class: 'quiet' }, word('none')))
}
