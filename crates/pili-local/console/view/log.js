// The request log: every call and every attempt to publish or play, and why it was refused.

import { send, urlsOf } from '../api.js'
import { copyable } from '../copy.js'
import { fill, h } from '../dom.js'
import { clock } from '../format.js'
import { word } from '../words.js'

const SHOWN = 200
const FILTERS = {
  // A long stream makes a segment every few seconds, and they would push out all else.
  without_segments: event => event.kind !== 'segment',
  everything: () => true,
  refused_only: event => isRefused(event),
  calls_only: event => event.kind === 'call',
  media_only: event => /^(publish|play)_/.test(event.kind)
}
const rows = h('tbody')
const detail = h('div', { class: 'card' })
let filter = 'without_segments'
let wanted = ''
let picked = null
let events = []

export function enter (known, [id]) {
  picked = id ? Number(id) : null
  const options = Object.keys(FILTERS).map(name => h('option', { value: name, selected: name === filter }, word(name)))
  const form = h('form', { onsubmit: event => event.preventDefault() },
    h('label', {}, word('show'), h('select', { onchange: event => { filter = event.target.value; draw() } }, options)),
    h('label', {}, word('find'), h('input', { type: 'search', value: wanted, oninput: event => { wanted = event.target.value; draw() } })))
  const heads = ['time', 'what', 'subject', 'outcome'].map(name => h('th', { scope: 'col' }, word(name)))
  events = known.events
  draw()
  explain()
  return h('div', { class: 'columns log' },
    h('div', { class: 'card' }, h('div', { class: 'row' }, h('h2', {}, word('log'))), form,
      h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': word('log') }, h('table', {}, h('thead', {}, h('tr', {}, heads)), rows))),
    detail)
}

export function update () {}

export function hear (event, known) {
  events = known.events
  if (!isWanted(event)) return
  rows.querySelector('.nothing')?.remove()
  const fresh = row(event)
  fresh.classList.add('fresh')
  rows.prepend(fresh)
  if (rows.children.length > SHOWN) rows.lastChild.remove()
}

const isRefused = event => event.kind.endsWith('_refused') || event.call?.status >= 400
const isWanted = event => FILTERS[filter](event) && JSON.stringify(event).toLowerCase().includes(wanted.toLowerCase())

function draw () {
  const found = events.filter(isWanted).slice(-SHOWN).reverse()
  const nothing = h('tr', { class: 'nothing' }, h('td', { colspan: 4, class: 'quiet' }, word('nothing_happened')))
  fill(rows, found.length ? found.map(row) : nothing)
}

function row (event) {
  const pick = () => { location.hash = `log/${event.id}` }
  const subject = event.call ? `${event.call.method} ${event.call.path}` : event.subject
  const outcome = event.call ? `${event.call.status} · ${event.call.took_ms.toFixed(1)} ms` : event.reason ?? ''
  return h('tr', { class: event.id === picked ? 'picked' : null },
    h('td', { class: 'time' }, h('button', { class: 'link', type: 'button', id: `event-${event.id}`, onclick: pick }, clock(event.time))),
    h('td', {}, event.call?.operation ?? event.kind.replaceAll('_', ' ')), h('td', {}, subject),
    h('td', { class: isRefused(event) ? 'bad' : null }, outcome))
}

function explain () {
  const event = events.find(event => event.id === picked)
  if (!event) return fill(detail, h('h2', {}, word('details')), h('p', { class: 'quiet' }, word('pick_event')))
  const { signature } = event
  fill(detail,
    h('h2', {}, isRefused(event) ? word('why_refused') : word('details')),
    event.reason && h('p', { class: isRefused(event) ? 'bad' : null }, event.reason),
    signature && [texts(signature), keys(event), again(event)],
    h('details', {}, h('summary', {}, 'JSON'), h('pre', { tabindex: 0 }, JSON.stringify(event, null, 2))))
}

/** Both texts, with what differs marked: from where they part to where they meet again. */
function texts ({ string_to_sign: right, string_signed: wrong }) {
  if (right === undefined) return null
  const shown = (name, text, other) => [h('h3', {}, word(name)), h('pre', { tabindex: 0, id: name }, other === undefined ? text : marked(text, other))]
  return [
    shown('should_sign', right, wrong),
    wrong === undefined ? h('p', { class: 'quiet' }, word('signed_unknown')) : shown('was_signed', wrong, right)
  ]
}

function marked (text, other) {
  const most = Math.min(text.length, other.length)
  let begin = 0
  while (begin < most && text[begin] === other[begin]) begin++
  let end = 0
  while (end < most - begin && text.at(-1 - end) === other.at(-1 - end)) end++
  const part = text.slice(begin, text.length - end)
  return [text.slice(0, begin), h('mark', {}, part || '⌃'), text.slice(text.length - end)]
}

function keys ({ time, signature }) {
  const all = [
    ['access_key', signature.access_key], ['clock_service', time], ['clock_signed', signature.signed_time],
    ['part_at', signature.part_at]
  ]
  return h('dl', {}, all.filter(([, text]) => text !== undefined).map(([name, text]) => [h('dt', {}, word(name)), h('dd', {}, String(text))]))
}

/** A call is sent again; what was to be published or played is given with a right signature. */
function again (event) {
  if (event.call && !event.can_be_sent_again) return null
  const answer = h('div', { 'aria-live': 'polite' })
  const run = async () => fill(answer, event.call ? await sent(event) : await signed(event))
  return [h('p', {}, h('button', { type: 'button', class: 'chief', id: 'again', onclick: run }, word('again'))), answer]
}

async function sent ({ id }) {
  const { status, body } = await send('POST', `/_local/events/${id}/again`)
  return [h('p', { class: status < 400 ? 'good' : 'bad' }, word('answered', status)), h('pre', { tabindex: 0 }, body)]
}

async function signed ({ kind, subject, peer }) {
  const [hub, ...key] = subject.split('/')
  const urls = await urlsOf(hub, key.join('/'))
  return copyable(word('right_url'), kind === 'publish_refused' ? urls.publish : urls[peer.protocol])
}
