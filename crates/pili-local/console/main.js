// The console: one view at a time, named by the address behind `#`.

import { all, listen } from './api.js'
import { fill, h, say } from './dom.js'
import { language, switchLanguage, word } from './words.js'
import * as streams from './view/streams.js'
import * as urls from './view/urls.js'
import * as log from './view/log.js'
import * as tests from './view/tests.js'
import * as things from './view/things.js'

const VIEWS = { streams, urls, log, tests, things }
/** What is known of the service, and what happened. */
const known = { state: null, events: [] }
const MOST_EVENTS = 1_000
const view = document.getElementById('view')
let current

function show () {
  const [name, ...rest] = location.hash.slice(1).split('/').map(decodeURIComponent)
  current?.leave?.()
  current = VIEWS[name] ?? streams
  tabs()
  fill(view, current.enter(known, rest))
  current.update(known)
}

function tabs () {
  const tab = name => h('a', { href: `#${name}`, 'aria-current': VIEWS[name] === current ? 'page' : null }, word(name))
  fill(document.getElementById('tabs'), Object.keys(VIEWS).map(tab))
}

function speak () {
  document.documentElement.lang = language()
  document.querySelectorAll('[data-word]').forEach(element => { element.textContent = word(element.dataset.word) })
  document.getElementById('language').textContent = word('language')
  paint()
  show()
}

function paint (theme = localStorage.getItem('theme') ?? '') {
  document.documentElement.dataset.theme = theme
  const isDark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  const button = document.getElementById('theme')
  button.textContent = word(isDark ? 'light' : 'dark')
  button.onclick = () => {
    localStorage.setItem('theme', isDark ? 'light' : 'dark')
    paint()
  }
}

function connected (isConnected) {
  const connection = document.getElementById('connection')
  connection.textContent = word(isConnected ? 'connected' : 'lost')
  connection.classList.toggle('lost', !isConnected)
}

async function ask () {
  try {
    known.state = await all()
    streams.measure(known.state)
    current.update(known)
  } catch (error) {
    connected(false)
  }
}

function hear (event) {
  const last = known.events.at(-1)?.id ?? 0
  // The service began anew.
  if (event.id <= last) known.events = []
  known.events.push(event)
  if (known.events.length > MOST_EVENTS) known.events.shift()
  current.hear?.(event, known)
}

/** Digits choose a view, as long as nobody writes. */
function keys (event) {
  const isWriting = event.target.closest('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey
  const name = Object.keys(VIEWS)[Number(event.key) - 1]
  if (!isWriting && name) location.hash = name
}

addEventListener('hashchange', () => { show(); view.focus() })
addEventListener('keydown', keys)
addEventListener('unhandledrejection', event => say(event.reason?.message ?? String(event.reason)))
document.getElementById('language').addEventListener('click', () => { switchLanguage(); speak() })
speak()
listen(hear, connected)
ask()
setInterval(() => { if (!document.hidden) ask() }, 1_000)
