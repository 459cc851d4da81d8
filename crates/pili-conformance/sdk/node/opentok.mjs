// The vendor's Node SDK for OpenTok, every method of it, against the local service: each for its effect.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { called, check, runAll } from './suite.mjs'
import { doing, tokens } from './opentok-service.mjs'
import { startService } from './service.mjs'

const KEY = '45678123'
const SECRET = '9f0c4e1b7a2d5c8e3f60718293a4b5c6d7e8f901'

const require = createRequire(import.meta.url)
const OpenTok = require('opentok')
const jsonwebtoken = require('jsonwebtoken')
const service = await startService(['--access-key', KEY], SECRET)
const api = `http://${service.http}`
const sdk = new OpenTok(KEY, SECRET, api)
const stranger = new OpenTok(KEY, '0'.repeat(40), api)
const seconds = () => Math.floor(Date.now() / 1000)

const ours = asked => tokens({ key: KEY, secret: SECRET, now: seconds(), ...asked })
const local = doing(api)

const call = async (method, ...args) => (await called(fn => sdk[method](...args, fn)))[0]
const error = (method, ...args) => call(method, ...args).then(() => assert.fail(`${method} should fail`), error => error)
const shown = session => local('GET', `sessions/${session}`)
const routed = async options => (await call('createSession', { mediaMode: 'routed', ...options })).sessionId

async function joined (options) {
  const session = await routed(options)
  const token = sdk.generateToken(session)
  const { connectionId } = await local('POST', `sessions/${session}/connections`, { token })
  return { session, connection: connectionId, stream: await publish(session, connectionId) }
}

async function publish (session, connectionId) {
  return (await local('POST', `sessions/${session}/streams`, { connectionId })).id
}

check('createSession creates what was asked for', async () => {
  const archive = { archiveMode: 'always', archiveName: 'all of it', archiveResolution: '1280x720' }
  const session = await shown(await routed({ location: '12.34.56.78', ...archive }))
  assert.deepEqual([session.relayed, session.location, session.archiveName], [false, '12.34.56.78', 'all of it'])
  assert.equal((await shown((await call('createSession', {})).sessionId)).relayed, true)
  assert.equal((await shown(await routed({ e2ee: true }))).endToEndEncrypted, true)
  await assert.rejects(called(fn => stranger.createSession({}, fn)), /Invalid API key or secret/)
})

check('generateToken makes tokens that connect, and that ours reads as they were made', async () => {
  const session = await routed()
  for (const legacy of [false, true]) {
    for (const role of ['subscriber', 'publisher', 'moderator', 'publisheronly']) {
      const expires = seconds() + 600
      const options = { role, expireTime: expires, data: 'name=Åsa&x=1 2~', initialLayoutClassList: ['focus', 'min'] }
      const token = sdk.generateToken(session, options, legacy)
      const expected = { session, role, data: options.data, classes: options.initialLayoutClassList, expires }
      assert.deepEqual(ours({ token }), expected)
      assert.equal((await local('POST', `sessions/${session}/connections`, { token })).status, 201)
    }
    const forged = stranger.generateToken(session, {}, legacy)
    assert.match(ours({ token: forged }).refused, /signature/)
    assert.equal((await local('POST', `sessions/${session}/connections`, { token: forged })).status, 403)
  }
  assert.equal(Object.keys((await shown(session)).connections).length, 8)
})

check('our tokens are accepted by an independent library, and connect', async () => {
  const session = await routed()
  const made = ours({ session, nonce: 7, role: 'moderator', data: 'name=Åsa&x=1 2~', classes: ['a', 'b'] })
  const claims = jsonwebtoken.verify(made.jwt, SECRET, { algorithms: ['HS256'], issuer: KEY })
  assert.deepEqual([claims.role, claims.connection_data, claims.initial_layout_class_list], ['moderator', 'name=Åsa&x=1 2~', 'a b'])
  const theirs = jsonwebtoken.verify(sdk.generateToken(session, { role: 'moderator' }), SECRET)
  for (const name of ['iss', 'ist', 'session_id', 'role', 'scope']) assert.equal(claims[name], theirs[name])
  const text = Buffer.from(made.t1.slice(4), 'base64').toString()
  const [head, data] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
  assert.equal(new URLSearchParams(head).get('sig'), createHmac('sha1', SECRET).update(data).digest('hex'))
  assert.equal(new URLSearchParams(data).get('connection_data'), 'name=Åsa&x=1 2~')
  for (const token of Object.values(made)) {
    assert.equal((await local('POST', `sessions/${session}/connections`, { token })).status, 201)
  }
})

check('archives are started, read, listed, stopped and deleted', async () => {
  const { session } = await joined()
  const archive = await call('startArchive', session, { name: 'n', hasVideo: false, layout: { type: 'pip' } })
  assert.deepEqual([archive.status, archive.name, archive.hasVideo], ['started', 'n', false])
  assert.equal((await local('GET', `layouts/${archive.id}`)).type, 'pip')
  assert.match((await error('startArchive', session, {})).message, /already/)
  const other = await call('startArchive', session, { multiArchiveTag: 'other', outputMode: 'individual' })
  const [list, count] = await called(fn => sdk.listArchives({ sessionId: session }, fn))
  assert.deepEqual([list.map(one => one.id), count], [[other.id, archive.id], 2])
  assert.equal((await call('stopArchive', archive.id)).status, 'stopped')
  assert.ok((await call('getArchive', archive.id)).url)
  await call('deleteArchive', archive.id)
  assert.equal((await call('listArchives', { sessionId: session, count: 10 })).length, 1)
  await called(fn => other.stop(fn))
  await call('getArchive', other.id)
  await called(fn => other.delete(fn))
  assert.equal((await call('listArchives', { sessionId: session })).length, 0)
  assert.ok(await error('getArchive', 'unknown'))
  assert.match((await error('startArchive', await routed(), {})).message, /./)
})

check('the layout of an archive is changed', async () => {
  const archive = await call('startArchive', (await joined()).session, {})
  await call('setArchiveLayout', archive.id, 'custom', 'stream { width: 50% }', null)
  assert.equal((await local('GET', `layouts/${archive.id}`)).stylesheet, 'stream { width: 50% }')
  await call('setArchiveLayout', archive.id, 'bestFit', null, 'pip')
  assert.equal((await local('GET', `layouts/${archive.id}`)).screenshareType, 'pip')
})

check('streams of an archive are picked by hand', async () => {
  const { session, stream } = await joined()
  const archive = await call('startArchive', session, { streamMode: 'manual' })
  await call('addArchiveStream', archive.id, stream, { hasVideo: false })
  const picked = (await call('getArchive', archive.id)).streams
  assert.deepEqual(picked, [{ streamId: stream, hasAudio: true, hasVideo: false }])
  await call('removeArchiveStream', archive.id, stream)
  assert.equal((await call('getArchive', archive.id)).streams, undefined)
})

check('signals reach all or one', async () => {
  const { session, connection } = await joined()
  await call('signal', session, null, { type: 'chat', data: 'Привет 👋' })
  await call('signal', session, connection, { data: 'to one' })
  const expected = [{ to: null, type: 'chat', data: 'Привет 👋' }, { to: connection, data: 'to one' }]
  assert.deepEqual((await shown(session)).signals, expected)
  assert.ok(await error('signal', session, 'gone', { data: 'x' }))
})

check('streams are listed and given classes; getStream fails on every answer', async () => {
  const { session, stream } = await joined()
  await call('setStreamClassLists', session, [{ id: stream, layoutClassList: ['top', 'left'] }])
  const [list] = await called(fn => sdk.listStreams(session, fn))
  assert.deepEqual(list.map(one => [one.id, one.layoutClassList]), [[stream, ['top', 'left']]])
  // The SDK parses the answer twice: the error is its own, after the service answered.
  assert.match((await error('getStream', session, stream)).message, /JSON/)
  assert.doesNotMatch((await error('getStream', session, 'unknown')).message, /JSON/)
})

check('a client is disconnected', async () => {
  const { session, connection } = await joined()
  await call('forceDisconnect', session, connection)
  assert.deepEqual((await shown(session)).connections, {})
  assert.ok(await error('forceDisconnect', session, connection))
})

check('one stream and all streams are muted, and that is lifted', async () => {
  const { session, connection, stream } = await joined()
  await call('forceMuteStream', session, stream)
  assert.equal((await shown(session)).streams[stream].muted, true)
  const [spared, other] = [await publish(session, connection), await publish(session, connection)]
  await call('forceMuteAll', session, { excludedStreamIds: [spared] })
  const { streams } = await shown(session)
  assert.deepEqual([streams[spared].muted, streams[other].muted], [false, true])
  await call('disableForceMute', session)
  assert.equal((await shown(session)).muted, false)
  assert.ok(await error('forceMuteStream', session, 'unknown'))
})

check('a call is dialled and tones are played', async () => {
  const { session } = await joined()
  const options = { from: 'from@example.com', headers: { 'X-Room': '12' }, secure: true }
  const sip = await call('dial', session, sdk.generateToken(session), 'sip:user@example.com', options)
  assert.equal((await shown(session)).connections[sip.connectionId].uri, 'sip:user@example.com')
  await call('playDTMF', session, null, '1713')
  await call('playDTMF', session, sip.connectionId, '0p#')
  const expected = [{ to: null, digits: '1713' }, { to: sip.connectionId, digits: '0p#' }]
  assert.deepEqual((await shown(session)).tones, expected)
  assert.ok(await error('dial', session, 'T1==forged', 'sip:user@example.com', {}))
})

check('a broadcast is started, read, listed, changed and stopped', async () => {
  const { session, stream } = await joined()
  const rtmp = [{ id: 'foo', serverUrl: 'rtmps://h/app', streamName: 'key' }]
  const options = { outputs: { hls: { dvr: true }, rtmp }, maxDuration: 5400, resolution: '1280x720' }
  const broadcast = await call('startBroadcast', session, options)
  assert.equal(broadcast.broadcastUrls.hlsStatus, 'connecting')
  const { broadcastUrls } = await call('getBroadcast', broadcast.id)
  assert.deepEqual([broadcastUrls.hlsStatus, broadcastUrls.rtmp[0].status], ['live', 'live'])
  assert.deepEqual((await call('listBroadcasts', { sessionId: session })).map(one => one.id), [broadcast.id])
  await call('setBroadcastLayout', broadcast.id, 'verticalPresentation', null, null)
  assert.equal((await local('GET', `layouts/${broadcast.id}`)).type, 'verticalPresentation')
  assert.equal((await call('stopBroadcast', broadcast.id)).status, 'stopped')
  assert.ok(await error('stopBroadcast', broadcast.id))

  const manual = await call('startBroadcast', session, { outputs: { hls: {} }, streamMode: 'manual' })
  await call('addBroadcastStream', manual.id, stream, {})
  assert.equal((await call('getBroadcast', manual.id)).streams[0].streamId, stream)
  await call('removeBroadcastStream', manual.id, stream)
  assert.equal((await call('getBroadcast', manual.id)).streams, undefined)
})

check('a page is rendered into a session', async () => {
  const session = await routed()
  const token = sdk.generateToken(session)
  const render = await call('startRender', { sessionId: session, token, url: 'https://example.com/view' })
  assert.equal(render.status, 'starting')
  const started = await call('getRender', render.id)
  assert.ok((await shown(session)).streams[started.streamId])
  assert.ok((await call('listRenders', { count: 50 })).items.some(one => one.id === render.id))
  await call('stopRender', render.id)
  assert.equal((await call('getRender', render.id)).status, 'stopped')
})

check('captions run once a session', async () => {
  const { session } = await joined()
  const token = sdk.generateToken(session, { role: 'moderator' })
  const id = await call('startCaptions', session, token, { languageCode: 'fr-CA' })
  assert.ok(await error('startCaptions', session, token, {}))
  await call('stopCaptions', id)
  await call('stopCaptions', await call('startCaptions', session, token, {}))
  assert.ok(await error('stopCaptions', id))
})

check('audio goes to a WebSocket', async () => {
  const { session, stream } = await joined()
  const options = { streams: [stream], headers: { a: 'b' }, bidirectional: true }
  const socket = await call('websocketConnect', session, sdk.generateToken(session), 'wss://example.com/ws', options)
  assert.equal((await shown(session)).connections[socket.connectionId].uri, 'wss://example.com/ws')
})

check('callbacks are registered, listed and taken off', async () => {
  const url = 'https://example.com/cb'
  const callback = await call('registerCallback', { group: 'archive', event: 'status', url })
  assert.deepEqual((await call('listCallbacks', {})).map(one => [one.id, one.url]), [[callback.id, url]])
  await call('unregisterCallback', callback.id)
  assert.deepEqual(await call('listCallbacks', {}), [])
})

await runAll(() => service.stop())
