// What is live: a list, and all of one stream.

import { livePath, send, urlsOf } from '../api.js'
import { Series } from '../chart.js'
import { publishing } from '../copy.js'
import { fill, h, say } from '../dom.js'
import { ago, bits, bytes, seconds } from '../format.js'
import { play } from '../player.js'
import { word } from '../words.js'

const list = h('div', { class: 'card' })
const one = h('div', { class: 'card' })
/** What is shown of the stream that was picked. */
let picked = null
let shown = null
let state = null
/** Of each live stream: the last minute. */
const series = new Map()

export function enter (_, [hub, key]) {
  picked = key === undefined ? null : { space: hub, key }
  shown = null
  return h('div', { class: 'columns' }, list, one)
}

export function leave () {
  shown?.player?.stop()
  shown = null
}

/** Notes what was measured, whatever is being looked at. */
export function measure ({ live }) {
  const names = new Set(live.map(nameOf))
  for (const name of series.keys()) if (!names.has(name)) series.delete(name)
  for (const stream of live) {
    const name = nameOf(stream)
    if (!series.has(name)) series.set(name, { bitrate: new Series(), frames: new Series(), viewers: new Series() })
    const { bitrate, frames, viewers } = series.get(name)
    bitrate.add(stream.bps)
    frames.add(stream.video_fps)
    viewers.add(stream.viewers.length)
  }
}

export function update (known) {
  state = known.state
  if (!state) return
  const streams = streamsOf(state)
  picked ??= streams.find(stream => stream.live) ?? null
  fill(list, h('h2', {}, word('streams')), streams.length ? h('ul', { class: 'list' }, streams.map(entry)) : null)
  const stream = streams.find(isPicked)
  if (!streams.some(stream => stream.live) && !stream) welcome()
  else if (!stream) fill(one, h('p', { class: 'quiet' }, word('no_stream')))
  else detail(stream)
}

const nameOf = ({ space, key }) => `${space}/${key}`
const isPicked = stream => picked && nameOf(picked) === nameOf(stream)

/** What is live, and then the other streams of hubs. */
function streamsOf ({ live, hubs }) {
  const known = new Set(live.map(nameOf))
  const others = hubs.flatMap(hub => hub.streams.map(stream => ({ space: hub.name, ...stream })))
  const isOther = stream => !known.has(nameOf(stream))
  return [...live.map(live => ({ space: live.space, key: live.key, live })), ...others.filter(isOther)]
}

function entry (stream) {
  const pick = () => { location.hash = `streams/${encodeURIComponent(stream.space)}/${encodeURIComponent(stream.key)}` }
  const standing = stream.live ? h('b', { class: 'good' }, `● ${word('live')}`)
    : h('span', { class: 'quiet' }, word(stream.disabled ? 'disabled' : 'not_live'))
  const figures = stream.live && `${bits(stream.live.bps)} · ${stream.live.viewers.length} ${word('viewers')}`
  return h('li', {}, h('button', { class: 'pick', id: `pick-${nameOf(stream)}`, type: 'button', onclick: pick, 'aria-pressed': String(!!isPicked(stream)) },
    h('span', {}, nameOf(stream)), standing, figures && h('span', { class: 'quiet' }, figures)))
}

/** Nothing is live: what to paste. */
async function welcome () {
  if (shown?.welcome) return
  shown = { welcome: true }
  const hub = state.hubs[0]?.name
  if (!hub) return fill(one, h('p', { class: 'quiet' }, word('no_stream')))
  const urls = await urlsOf(hub, 'test')
  if (shown?.welcome) fill(one, h('h2', {}, word('nothing_live')), publishing(urls))
}

function detail (stream) {
  const { live } = stream
  if (!shown?.parts || shown.name !== nameOf(stream) || shown.since !== live?.publisher.started) begin(stream)
  if (live) watch(stream)
  const { figures, charts, viewers } = shown.parts
  if (!live) return fill(figures, h('p', { class: 'quiet' }, word(stream.disabled ? 'disabled' : 'not_live')))
  fill(figures, facts(live))
  const { bitrate, frames, viewers: watched } = series.get(nameOf(stream))
  fill(charts, bitrate.chart(word('bitrate'), bits(live.bps)), frames.chart(word('frame_rate'), `${live.video_fps} fps`),
    watched.chart(word('viewers'), live.viewers.length))
  fill(viewers, table(stream))
}

/** Another stream, or another publish of it: the player begins anew. */
function begin (stream) {
  shown?.player?.stop()
  const parts = { figures: h('div'), charts: h('div', { class: 'charts' }), viewers: h('div', { class: 'scroll' }) }
  shown = { name: nameOf(stream), since: stream.live?.publisher.started, parts }
  const kick = h('button', { type: 'button', id: 'kick-publisher', onclick: () => kicked(livePath(stream.space, stream.key)) }, word('kick_publisher'))
  const video = h('video', { muted: true, playsinline: true, controls: true, 'aria-label': nameOf(stream) })
  video.muted = true
  video.addEventListener('pause', () => { video.dataset.paused = 'yes' })
  video.addEventListener('play', () => { delete video.dataset.paused })
  const complaint = h('p', { class: 'bad', role: 'status' })
  video.addEventListener('playing', () => { complaint.textContent = '' })
  Object.assign(shown, { video, complaint, again: 0 })
  fill(one, h('div', { class: 'row' }, h('h2', {}, nameOf(stream)), stream.live && kick),
    stream.live && [video, complaint], parts.charts, parts.figures, stream.live && h('h3', {}, word('viewers')), parts.viewers)
}

/** Plays what is live as soon as it is known what it is, and again where that failed. */
function watch ({ space, key, live }) {
  const { video, type, again, player } = shown
  shown.type = live.mp4_type
  if (player || Date.now() < again) return
  const fail = reason => {
    shown.complaint.textContent = word('cannot_play', reason)
    Object.assign(shown, { player: null, again: Date.now() + 3_000 })
  }
  if (!live.mp4_type && live.video) fail(live.video.codec)
  // Sound and pictures are not always known at once.
  if (!live.mp4_type || live.mp4_type !== type) return
  shown.player = play(video, `/${encodeURIComponent(space)}/${encodeURIComponent(key)}.mp4`, live.mp4_type, fail)
}

function facts (live) {
  const { video, audio, gop_ms: gop, publisher } = live
  const size = video?.size?.join('×')
  const all = [
    ['video', video && [video.codec, size, bits(live.video_bps)].filter(Boolean).join(' · ')],
    ['audio', audio && [audio.codec, `${audio.sample_rate} Hz`, bits(live.audio_bps)].join(' · ')],
    ['key_frames', gop.average != null && word('key_frames_of', seconds(gop.average), seconds(gop.max))],
    ['publisher', `${publisher.address} (${publisher.domain})`],
    ['since', ago(publisher.started, state.now)]
  ]
  return h('dl', {}, all.filter(([, text]) => text).map(([name, text]) => [h('dt', {}, word(name)), h('dd', {}, text)]))
}

function table ({ space, key, live }) {
  if (!live.viewers.length) return h('p', { class: 'quiet' }, word('no_viewers'))
  const names = ['protocol', 'client', 'by', 'since', 'sent', 'kick']
  const row = viewer => h('tr', {}, h('td', {}, viewer.protocol), h('td', {}, viewer.address), h('td', {}, viewer.domain),
    h('td', { class: 'number' }, ago(viewer.started, state.now)), h('td', { class: 'number' }, bytes(viewer.bytes)),
    h('td', {}, viewer.protocol !== 'hls' && h('button', {
      type: 'button',
      id: `kick-${viewer.address}`,
      'aria-label': `${word('kick')} ${viewer.address}`,
      onclick: () => kicked(`${livePath(space, key)}/viewers/${viewer.address}`)
    }, word('kick'))))
  return h('table', {}, h('thead', {}, h('tr', {}, names.map(name => h('th', { scope: 'col' }, word(name))))), h('tbody', {}, live.viewers.map(row)))
}

async function kicked (path) {
  await send('DELETE', path)
  say(word('kicked'))
}
