// What tests do: faults, the clock, and setting all back.

import { send } from '../api.js'
import { fill, h, say } from '../dom.js'
import { word } from '../words.js'

const FAULTS = {
  status_503: { status: 503 },
  status_429: { status: 429, retry_after: 1 },
  status_500: { status: 500 },
  delay_3: { delay_ms: 3_000 },
  cut: { cut: true }
}
const HOURS = [['1 min', 60], ['1 h', 3_600], ['24 h', 86_400]]
const waiting = h('ul', { class: 'list' })
const now = h('p')
const operations = h('datalist', { id: 'operations' })

export function enter () {
  const kinds = Object.keys(FAULTS).map(name => h('option', { value: name }, word(name)))
  const form = h('form', { onsubmit: inject },
    h('label', {}, word('operation'), h('input', { name: 'on', list: 'operations', placeholder: word('any'), autocomplete: 'off' })), operations,
    h('label', {}, word('fault'), h('select', { name: 'fault' }, kinds)),
    h('label', {}, word('times'), h('input', { name: 'times', type: 'number', min: 1, max: 100, value: 1 })),
    h('button', { class: 'chief' }, word('inject')))
  const clear = h('button', { type: 'button', onclick: () => done(send('DELETE', '/_local/faults')) }, word('clear'))
  const steps = HOURS.map(([name, seconds]) => h('button', { type: 'button', onclick: () => done(send('POST', '/_local/clock', { advance_ms: seconds * 1_000 })) }, word('forward', name)))
  return [
    h('div', { class: 'card' }, h('h2', {}, word('faults')), form, h('h3', {}, word('waiting_faults')), waiting, clear),
    h('div', { class: 'card' }, h('h2', {}, word('clock')), now, h('div', { class: 'row' }, steps)),
    h('div', { class: 'card' }, h('h2', {}, word('reset')), h('button', { type: 'button', onclick: reset }, word('reset')))
  ]
}

export function update ({ state }) {
  if (!state) return
  now.textContent = state.now
  if (!operations.children.length) fill(operations, state.operations.map(value => h('option', { value })))
  const fault = ({ on, effect, left }) => h('li', {}, `${on ?? word('any')}: ${effect}${left == null ? '' : ` × ${left}`}`)
  fill(waiting, state.faults.length ? state.faults.map(fault) : h('li', { class: 'quiet' }, word('none')))
}

async function inject (event) {
  event.preventDefault()
  const { on, fault, times } = Object.fromEntries(new FormData(event.target))
  await send('POST', '/_local/faults', { ...FAULTS[fault], times: Number(times), ...(on && { on }) })
  say(word('injected'))
}

async function done (sent) {
  await sent
  say(word('done'))
}

function reset () {
  if (confirm(word('reset_sure'))) done(send('POST', '/_local/reset'))
}
