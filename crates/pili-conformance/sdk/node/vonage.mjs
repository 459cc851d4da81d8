// The vendor's Node SDK for Vonage's unified mode, every method of it, against the local service: each for its effect.

import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Auth } from '@vonage/auth'
import { tokenGenerate } from '@vonage/jwt'
import { Video } from '@vonage/video'
import { decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { check, runAll } from './suite.mjs'
import { doing, tokens } from './opentok-service.mjs'
import { startService } from './service.mjs'

const APPLICATION = '10ca1de0-0000-4000-8000-000000000001'
const KEY = readFileSync('crates/pili-local/src/local/demo_application.pem', 'utf8')
const PUBLIC = createPublicKey(KEY)

const service = await startService()
const api = `http://${service.http}`
const sdkOf = (applicationId, privateKey) => new Video(new Auth({ applicationId, privateKey }), { videoHost: api })
const sdk = sdkOf(APPLICATION, KEY)
const seconds = () => Math.floor(Date.now() / 1000)

const ours = asked => tokens({ application: APPLICATION, private_key: KEY, now: seconds(), ...asked })
const local = doing(api)

const shown = session => local('GET', `sessions/${session}`)
const routed = async options => (await sdk.createSession({ mediaMode: 'disabled', ...options })).sessionId

async function joined (options) {
  const session = await routed(options)
  const token = sdk.generateClientToken(session)
  const { connectionId } = await local('POST', `sessions/${session}/connections`, { token })
  return { session, connection: connectionId, stream: await publish(session, connectionId) }
}

async function publish (session, connectionId) {
  return (await local('POST', `sessions/${session}/streams`, { connectionId })).id
}

/** The status and the message of a call that is refused. */
async function refusal (call) {
  const error = await call.then(() => assert.fail('it should be refused'), error => error)
  assert.ok(error.response, error)
  return { status: error.response.status, message: (await error.response.json().catch(() => ({}))).message }
}

const isRefused = async (status, call) => assert.equal((await refusal(call)).status, status)

check('createSession creates what was asked for, and is routed unless it was', async () => {
  assert.equal((await shown((await sdk.createSession()).sessionId)).relayed, false)
  assert.equal((await shown((await sdk.createSession({ mediaMode: 'enabled' })).sessionId)).relayed, true)
  const session = await shown(await routed({ archiveMode: 'always', location: '12.34.56.78' }))
  assert.deepEqual([session.alwaysArchived, session.location], [true, '12.34.56.78'])
  assert.equal((await shown(await routed({}))).location, null)
})

check('a wrong key, another application and an expired token are refused as such', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
  const forged = await refusal(sdkOf(APPLICATION, privateKey).searchArchives({}))
  assert.deepEqual([forged.status, /Invalid signature/.test(forged.message)], [403, true])
  const stranger = await refusal(sdkOf('a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d', KEY).createSession())
  assert.deepEqual([stranger.status, /made by the application `a1b2c3d4/.test(stranger.message)], [403, true])
  const claims = { application_id: APPLICATION, iat: seconds() - 100, exp: seconds() - 10, jti: '1' }
  const expired = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(createPrivateKey(KEY))
  const url = `${api}/v2/project/${APPLICATION}/archive`
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${expired}` } })
  assert.equal(answer.status, 403)
  assert.match((await answer.json()).message, /expired/)
})

check('generateClientToken makes tokens that connect, and that ours reads as they were made', async () => {
  const session = await routed()
  for (const role of ['subscriber', 'publisher', 'moderator', 'publisheronly']) {
    const expires = seconds() + 600
    const options = { role, expireTime: expires, data: 'name=Åsa&x=1 2~', initialLayoutClassList: ['focus', 'min'] }
    const token = sdk.generateClientToken(session, options)
    const expected = { session, role, data: options.data, classes: options.initialLayoutClassList, expires }
    assert.deepEqual(ours({ token }), expected)
    assert.equal((await local('POST', `sessions/${session}/connections`, { token })).status, 201)
  }
  assert.equal(ours({ token: sdk.generateClientToken(session) }).expires - seconds() > 86390, true)
  assert.equal(Object.keys((await shown(session)).connections).length, 4)
})

check('our tokens are accepted by an independent library, and are what the SDK makes', async () => {
  const session = await routed()
  const made = ours({ session, role: 'moderator', data: 'name=Åsa&x=1 2~', classes: ['a', 'b'] })
  const { payload, protectedHeader } = await jwtVerify(made.jwt, PUBLIC, { algorithms: ['RS256'], subject: 'video' })
  const options = { role: 'moderator', data: 'name=Åsa&x=1 2~', initialLayoutClassList: ['a', 'b'] }
  const theirs = sdk.generateClientToken(session, options)
  assert.deepEqual(protectedHeader, decodeProtectedHeader(theirs))
  const fixed = ({ iat, exp, jti, ...claims }) => claims
  assert.deepEqual(fixed(payload), fixed(decodeJwt(theirs)))
  assert.equal(payload.exp - payload.iat, 86400)
  assert.equal((await local('POST', `sessions/${session}/connections`, { token: made.jwt })).status, 201)

  const call = (await jwtVerify(made.call, PUBLIC, { algorithms: ['RS256'] })).payload
  assert.deepEqual(Object.keys(call).sort(), ['application_id', 'exp', 'iat', 'jti'])
  assert.deepEqual(Object.keys(decodeJwt(tokenGenerate(APPLICATION, KEY))).sort(), Object.keys(call).sort())
  const answer = await fetch(`${api}/v2/project/${APPLICATION}/archive`, { headers: { Authorization: `Bearer ${made.call}` } })
  assert.equal(answer.status, 200)
})

check('archives are started, read, listed, stopped and deleted', async () => {
  const { session } = await joined()
  const options = { name: 'n', hasVideo: false, layout: { type: 'pip' }, maxBitrate: 200000, multiArchiveTag: 'one' }
  const archive = await sdk.startArchive(session, options)
  assert.deepEqual([archive.status, archive.name, archive.hasVideo], ['started', 'n', false])
  assert.deepEqual([archive.applicationId, archive.maxBitrate, archive.multiArchiveTag], [APPLICATION, 200000, 'one'])
  assert.equal((await local('GET', `layouts/${archive.id}`)).type, 'pip')
  await isRefused(409, sdk.startArchive(session, { multiArchiveTag: 'one' }))
  await isRefused(409, sdk.deleteArchive(archive.id))
  const other = await sdk.startArchive(session, { multiArchiveTag: 'other', quantizationParameter: 20 })
  assert.equal(other.quantizationParameter, 20)
  const list = await sdk.searchArchives({ sessionId: session })
  assert.deepEqual([list.items.map(one => one.id), list.count], [[other.id, archive.id], 2])
  assert.deepEqual((await sdk.searchArchives({ sessionId: session, offset: 1, count: 1 })).items.map(one => one.id), [archive.id])
  assert.equal((await sdk.stopArchive(archive.id)).status, 'stopped')
  assert.ok((await sdk.getArchive(archive.id)).url)
  await isRefused(409, sdk.stopArchive(archive.id))
  await sdk.deleteArchive(archive.id)
  assert.equal((await sdk.searchArchives({ sessionId: session })).count, 1)
  await isRefused(404, sdk.getArchive('unknown'))
  await isRefused(404, sdk.startArchive(await routed(), {}))
})

check('the layout of an archive is changed', async () => {
  const archive = await sdk.startArchive((await joined()).session, {})
  await sdk.updateArchiveLayout(archive.id, { type: 'custom', stylesheet: 'stream { width: 50% }' })
  assert.equal((await local('GET', `layouts/${archive.id}`)).stylesheet, 'stream { width: 50% }')
  await sdk.updateArchiveLayout(archive.id, { type: 'bestFit', screenshareType: 'pip' })
  assert.equal((await local('GET', `layouts/${archive.id}`)).screenshareType, 'pip')
  await isRefused(400, sdk.updateArchiveLayout(archive.id, { type: 'grid' }))
})

check('streams of an archive are picked by hand', async () => {
  const { session, stream } = await joined()
  const archive = await sdk.startArchive(session, { streamMode: 'manual' })
  await sdk.addArchiveStream(archive.id, stream, true, false)
  const picked = (await sdk.getArchive(archive.id)).streams
  assert.deepEqual(picked, [{ streamId: stream, hasAudio: true, hasVideo: false }])
  await sdk.removeArchiveStream(archive.id, stream)
  assert.equal((await sdk.getArchive(archive.id)).streams, undefined)
})

check('signals reach all or one', async () => {
  const { session, connection } = await joined()
  await sdk.sendSignal({ type: 'chat', data: 'Привет 👋' }, session)
  await sdk.sendSignal({ type: 'chat', data: 'to one' }, session, connection)
  const expected = [{ to: null, type: 'chat', data: 'Привет 👋' }, { to: connection, type: 'chat', data: 'to one' }]
  assert.deepEqual((await shown(session)).signals, expected)
  await isRefused(404, sdk.sendSignal({ type: 'x', data: 'x' }, session, 'gone'))
})

check('streams are listed, read and given classes', async () => {
  const { session, stream } = await joined()
  await sdk.setStreamClassLists(session, [{ id: stream, layoutClassList: ['top', 'left'] }])
  const list = await sdk.getStreamInfo(session)
  assert.deepEqual([list.count, list.items.map(one => [one.id, one.layoutClassList])], [1, [[stream, ['top', 'left']]]])
  assert.equal((await sdk.getStreamInfo(session, stream)).videoType, 'camera')
  await isRefused(404, sdk.getStreamInfo(session, 'unknown'))
})

check('a client is disconnected', async () => {
  const { session, connection } = await joined()
  await sdk.disconnectClient(session, connection)
  assert.deepEqual((await shown(session)).connections, {})
  await isRefused(404, sdk.disconnectClient(session, connection))
})

check('one stream and all streams are muted, and that is lifted', async () => {
  const { session, connection, stream } = await joined()
  await sdk.muteStream(session, stream)
  assert.equal((await shown(session)).streams[stream].muted, true)
  const [spared, other] = [await publish(session, connection), await publish(session, connection)]
  await sdk.forceMuteAll(session, [spared])
  const { streams } = await shown(session)
  assert.deepEqual([streams[spared].muted, streams[other].muted], [false, true])
  await sdk.muteAllStreams(session, true)
  assert.equal((await shown(session)).streams[spared].muted, true)
  await sdk.disableForceMute(session)
  assert.equal((await shown(session)).muted, false)
  await isRefused(404, sdk.muteStream(session, 'unknown'))
})

check('a call is dialled and tones are played', async () => {
  const { session } = await joined()
  const token = sdk.generateClientToken(session)
  const options = { from: 'from@example.com', headers: { 'X-Room': '12' }, auth: { username: 'u', password: 'p' }, secure: true }
  const call = await sdk.initiateSIPCall(session, { token, sip: { uri: 'sip:user@example.com', ...options } })
  assert.equal((await shown(session)).connections[call.connectionId].uri, 'sip:user@example.com')
  const misspelt = await sdk.intiateSIPCall(session, { token, sip: { uri: 'sip:other@example.com' } })
  await sdk.playDTMF(session, '1713')
  await sdk.playDTMF(session, '0p#', misspelt.connectionId)
  const expected = [{ to: null, digits: '1713' }, { to: misspelt.connectionId, digits: '0p#' }]
  assert.deepEqual((await shown(session)).tones, expected)
  await isRefused(400, sdk.initiateSIPCall(session, { token: 'forged', sip: { uri: 'sip:user@example.com' } }))
  const relayed = (await sdk.createSession({ mediaMode: 'enabled' })).sessionId
  const theirs = sdk.generateClientToken(relayed)
  await local('POST', `sessions/${relayed}/connections`, { token: theirs })
  await isRefused(409, sdk.initiateSIPCall(relayed, { token: theirs, sip: { uri: 'sip:user@example.com' } }))
})

check('a broadcast is started, read, listed, changed and stopped', async () => {
  const { session, stream } = await joined()
  const rtmp = [{ id: 'foo', serverUrl: 'rtmps://h/app', streamName: 'key' }]
  const options = { outputs: { hls: { dvr: true }, rtmp }, maxDuration: 5400, resolution: '1280x720', maxBitrate: 200000, multiBroadcastTag: 'one' }
  const broadcast = await sdk.startBroadcast(session, options)
  assert.equal(broadcast.broadcastUrls.hlsStatus, 'connecting')
  assert.deepEqual([broadcast.applicationId, broadcast.maxDuration, broadcast.maxBitrate, broadcast.multiBroadcastTag], [APPLICATION, 5400, 200000, 'one'])
  assert.deepEqual(broadcast.settings, { hls: { dvr: true } })
  await isRefused(409, sdk.startBroadcast(session, options))
  const { broadcastUrls } = await sdk.getBroadcast(broadcast.id)
  assert.deepEqual([broadcastUrls.hlsStatus, broadcastUrls.rtmp[0].status], ['live', 'live'])
  const list = await sdk.searchBroadcasts({ sessionId: session })
  assert.deepEqual([list.items.map(one => one.id), list.count], [[broadcast.id], 1])
  assert.equal((await sdk.stopBroadcast(broadcast.id)).status, 'stopped')
  await isRefused(409, sdk.stopBroadcast(broadcast.id))

  const manual = await sdk.startBroadcast(session, { outputs: { hls: {} }, streamMode: 'manual' })
  await sdk.addStreamToBroadcast(manual.id, stream)
  assert.equal((await sdk.getBroadcast(manual.id)).streams[0].streamId, stream)
  await sdk.removeStreamFromBroadcast(manual.id, stream)
  await sdk.updateBroadcast({ broadcastId: manual.id, addStream: stream, hasAudio: false })
  assert.equal((await sdk.getBroadcast(manual.id)).streams[0].hasAudio, false)
})

check('a page is rendered into a session', async () => {
  const session = await routed()
  const token = sdk.generateClientToken(session)
  const options = { url: 'https://example.com/view', maxDuration: 1800, resolution: '1280x720', properties: { name: 'page' } }
  const render = await sdk.startExperienceComposerRender(session, token, options)
  assert.deepEqual([render.status, render.applicationId, render.name], ['starting', APPLICATION, 'page'])
  const started = await sdk.getExperienceComposerRender(render.id)
  assert.equal((await shown(session)).streams[started.streamId].name, 'page')
  const list = await sdk.listExperienceComposerRenders({ count: 50 })
  assert.ok(list.count > 0 && list.items.some(one => one.id === render.id))
  await sdk.stopExperienceComposerRender(render.id)
  assert.equal((await sdk.getExperienceComposerRender(render.id)).status, 'stopped')
})

check('captions run once a session, and their status is what the service never had', async () => {
  const { session } = await joined()
  const token = sdk.generateClientToken(session, { role: 'moderator' })
  const { captionsId } = await sdk.enableCaptions(session, token, { languageCode: 'fr-CA', partialCaptions: 'false', maxDuration: 1800 })
  await isRefused(409, sdk.enableCaptions(session, token))
  await isRefused(501, sdk.getCaptionStatus(captionsId))
  await sdk.disableCaptions(captionsId)
  await sdk.disableCaptions((await sdk.enableCaptions(session, token)).captionsId)
  await isRefused(404, sdk.disableCaptions(captionsId))
})

check('audio goes to a WebSocket', async () => {
  const { session, stream } = await joined()
  const options = { uri: 'wss://example.com/ws', streams: [stream], headers: { a: 'b' }, audioRate: 16000, bidirectional: true }
  const socket = await sdk.connectToWebsocket(session, sdk.generateClientToken(session), options)
  assert.equal((await shown(session)).connections[socket.connectionId].uri, 'wss://example.com/ws')
  await sdk.disconnectWebsocket(socket.id)
  assert.equal((await shown(session)).connections[socket.connectionId], undefined)
  const other = await sdk.connectToWebsocket(session, sdk.generateClientToken(session), { uri: 'wss://example.com/ws' })
  await sdk.disconnectClient(session, other.connectionId)
  assert.equal((await shown(session)).connections[other.connectionId], undefined)
})

check('every method of the SDK was called', () => {
  const called = readFileSync(new URL(import.meta.url), 'utf8')
  const methods = Object.getOwnPropertyNames(Video.prototype).filter(name => !['constructor', 'stripBlankValues'].includes(name))
  assert.ok(methods.length > 35, `only ${methods.length} methods`)
  assert.deepEqual(methods.filter(name => !called.includes(`.${name}(`)), [])
})

await runAll(() => service.stop())
