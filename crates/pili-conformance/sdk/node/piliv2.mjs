// The vendor's Node SDK for Pili v2 against the local service: every stream call, each for its effect.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { called, check, eventually, runAll, sleep } from './suite.mjs'
import { ACCESS_KEY, HUB, SECRET_KEY, publish, startService } from './service.mjs'

const service = await startService()
const Pili = createRequire(import.meta.url)('piliv2')
Pili.config.API_HOST = service.host
Pili.config.API_PORT = service.port
const credentials = new Pili.Credentials(ACCESS_KEY, SECRET_KEY)
const hub = new Pili.Hub(credentials, HUB)
const stream = hub.newStream('evening')
const seconds = () => Math.floor(Date.now() / 1000)
const begun = seconds()
let publisher

const error = call => called(call).then(() => assert.fail('it should fail'), error => error.errorCode)

check('createStream creates once', async () => {
  const [created] = await called(fn => hub.createStream('evening', fn))
  assert.equal(created.key, 'evening')
  assert.equal(await error(fn => hub.createStream('evening', fn)), 'stream already exists')
})

check('loadInfo reads the settings, and an unknown stream is not found', async () => {
  await called(fn => stream.loadInfo(fn))
  assert.ok(stream.createdAt >= begun)
  assert.equal(stream.disabledTill, 0)
  assert.equal(await error(fn => hub.newStream('nobody').loadInfo(fn)), 'stream not found')
})

check('liveInfo says "no live" before a publish', async () => {
  assert.equal(await error(fn => stream.liveInfo(fn)), 'no live')
})

check('publishURL is accepted, and liveInfo shows the publish', async () => {
  publisher = publish(Pili.publishURL(credentials, service.rtmp, HUB, 'evening', 60))
  const isFast = status => Math.abs(status.fps.video - 25) <= 2
  const status = await eventually(async () => (await called(fn => stream.liveInfo(fn)))[0], isFast)
  assert.ok(status.startAt >= begun && status.startAt <= seconds())
  assert.ok(status.bps > 100000, `bps is ${status.bps}`)
  assert.match(status.clientIP, /^127\.0\.0\.1:\d+$/)
})

check('batchLiveStreamsInfo lists the live ones among those asked for', async () => {
  const [items] = await called(fn => hub.batchLiveStreamsInfo(['evening', 'nobody'], fn))
  assert.deepEqual(items.map(item => item.key), ['evening'])
})

check('listStreams pages through keys, all or live', async () => {
  for (const key of ['a1', 'a2', 'a3']) await called(fn => hub.createStream(key, fn))
  const keys = []
  const options = { prefix: 'a', limit: 2 }
  do {
    const [marker, streams] = await called(fn => hub.listStreams(options, fn))
    keys.push(...streams.map(stream => stream.key))
    options.marker = marker
  } while (options.marker)
  assert.deepEqual(keys, ['a1', 'a2', 'a3'])
  const [, live] = await called(fn => hub.listStreams({ liveonly: true }, fn))
  assert.deepEqual(live.map(stream => stream.key), ['evening'])
})

check('savePlayback saves under the name, or one invented', async () => {
  const [named] = await called(fn => stream.savePlayback({ fname: 'show.m3u8', start: begun - 10 }, fn))
  assert.equal(named, 'show.m3u8')
  const [invented] = await called(fn => stream.savePlayback({}, fn))
  assert.ok(invented.length > 0)
  assert.equal(await error(fn => hub.newStream('a1').savePlayback({}, fn)), 'no data')
})

check('saveSnapshot saves a picture', async () => {
  const [named] = await called(fn => stream.saveSnapshot({ fname: 'show.jpg' }, fn))
  assert.equal(named, 'show.jpg')
  const picture = Buffer.from(await (await fetch(`http://${service.http}/${HUB}/files/show.jpg`)).arrayBuffer())
  assert.deepEqual([...picture.subarray(0, 2)], [0xff, 0xd8])
})

check('disable cuts the publisher, enable lets the next one in', async () => {
  await called(fn => stream.disable(-1, fn))
  await Promise.race([publisher.ended, sleep(2000).then(() => assert.fail('the publisher was not cut'))])
  await called(fn => stream.loadInfo(fn))
  assert.equal(stream.disabledTill, -1)
  await called(fn => stream.enable(fn))
  await called(fn => stream.loadInfo(fn))
  assert.equal(stream.disabledTill, 0)
})

check('publishHistory tells the publish', async () => {
  const [items] = await called(fn => stream.publishHistory({}, fn))
  assert.equal(items.length, 1)
  assert.ok(items[0].start >= begun && items[0].end >= items[0].start)
  const [none] = await called(fn => stream.publishHistory({ start: 1, end: 2 }, fn))
  assert.deepEqual(none, [])
})

check('updateConverts sets the profiles', async () => {
  await called(fn => stream.updateConverts(['480p', '720p'], fn))
  await called(fn => stream.loadInfo(fn))
  assert.deepEqual(stream.converts, ['480p', '720p'])
})

check('a wrong secret key is refused', async () => {
  const stranger = new Pili.Hub(new Pili.Credentials(ACCESS_KEY, 'guessed'), HUB)
  assert.match(await error(fn => stranger.createStream('x', fn)), /^bad token/)
})

await runAll(service.stop)
