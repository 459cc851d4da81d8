// URLs for every rule.

import { urlsOf } from '../api.js'
import { copyable, publishing } from '../copy.js'
import { fill, h } from '../dom.js'
import { word } from '../words.js'

const RULES = ['none', 'static', 'expiry', 'expiry_sk', 'dynamic']
const made = h('div', { 'aria-live': 'polite' })
let hubs = []
let choice

export function enter ({ state }) {
  hubs = state?.hubs ?? []
  choice = h('select', { name: 'hub', required: true }, hubs.map(hub => h('option', {}, hub.name)))
  const option = ([value, text]) => h('option', { value }, text)
  const form = h('form', { onsubmit: make },
    h('label', {}, word('hub'), choice),
    h('label', {}, word('stream_key'), h('input', { name: 'key', required: true, value: 'test', autocomplete: 'off' })),
    h('label', {}, word('rule'), h('select', { name: 'rule' }, [['', word('as_hub')], ...RULES.map(rule => [rule, rule])].map(option))),
    h('button', { class: 'chief' }, word('make')))
  fill(made)
  return [h('div', { class: 'card' }, h('h2', {}, word('urls')), form), made]
}

export function update ({ state }) {
  if (hubs.length || !state) return
  hubs = state.hubs
  fill(choice, hubs.map(hub => h('option', {}, hub.name)))
}

async function make (event) {
  event.preventDefault()
  const { hub, key, rule } = Object.fromEntries(new FormData(event.target))
  const urls = await urlsOf(hub, key, rule)
  const players = ['rtmp', 'flv', 'hls', 'mp4', 'jpg'].map(name => copyable(name.toUpperCase(), urls[name]))
  fill(made,
    h('div', { class: 'card' }, h('h2', {}, `${word('publish')} (${urls.rule})`), publishing(urls)),
    h('div', { class: 'card' }, h('h2', {}, word('play')), players))
}
