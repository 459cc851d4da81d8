// The vendor's Node SDK for OSS against the local service: the life of a channel, signed by either version. It knows
// this machine's address alone, so that the host says the bucket of its calls and nobody that of its publish URL.

import assert from 'node:assert/strict'
import OSS from 'ali-oss'
import { check, eventually, runAll, sleep } from './suite.mjs'
import { ACCESS_KEY, BUCKET, SECRET_KEY, publish, startService } from './service.mjs'

const service = await startService()
const seconds = () => Math.floor(Date.now() / 1000)
const refused = call => call.then(() => assert.fail('it should be refused'), error => [error.status, error.code])

const versions = { V1: {}, V4: { authorizationV4: true, region: 'oss-cn-hangzhou' } }

for (const [version, options] of Object.entries(versions)) {
  const client = secret => new OSS({
    accessKeyId: ACCESS_KEY, accessKeySecret: secret, bucket: BUCKET, endpoint: `http://${service.host}:${service.port}`, ...options
  })
  const store = client(SECRET_KEY)
  const channel = `evening-${version}`
  const target = { Type: 'HLS', FragDuration: 1, FragCount: 3, PlaylistName: 'live.m3u8' }
  const begun = seconds() - 1
  let publisher

  check(`${version}: putChannel creates, and says where to publish and play`, async () => {
    const made = await store.putChannel(channel, { Description: 'a show', Status: 'enabled', Target: target })
    assert.ok(made.publishUrls[0].endsWith(`/live/${channel}`), made.publishUrls[0])
    assert.ok(made.playUrls[0].endsWith(`/${channel}/live.m3u8`), made.playUrls[0])
  })

  check(`${version}: getChannel and listChannels show it`, async () => {
    const { data } = await store.getChannel(channel)
    assert.deepEqual([data.Status, data.Target.FragDuration, data.Target.FragCount], ['enabled', '1', '3'])
    const { channels, isTruncated } = await store.listChannels({ prefix: channel, 'max-keys': 10 })
    assert.deepEqual([channels.map(found => found.Name), isTruncated], [[channel], false])
  })

  check(`${version}: a wrong secret is refused`, async () => {
    assert.deepEqual(await refused(client('guessed').getChannel(channel)), [403, 'SignatureDoesNotMatch'])
  })

  check(`${version}: getRtmpUrl is accepted, and getChannelStatus shows the publish`, async () => {
    assert.equal((await store.getChannelStatus(channel)).data.Status, 'Idle')
    const url = new URL(store.getRtmpUrl(channel, { params: { playlistName: 'live.m3u8' }, expires: 600 }))
    publisher = publish(`rtmp://${service.rtmp}${url.pathname}${url.search}`)
    const { data } = await eventually(() => store.getChannelStatus(channel), ({ data }) => data.Status === 'Live' && data.Video)
    assert.deepEqual([data.Video.Codec, data.Audio.Codec], ['H264', 'AAC'])
  })

  check(`${version}: putChannelStatus ends the publish, and getChannelHistory remembers it`, async () => {
    await sleep(2500)
    await store.putChannelStatus(channel, 'disabled')
    await publisher.ended
    assert.equal((await store.getChannelStatus(channel)).data.Status, 'Disabled')
    const { records } = await store.getChannelHistory(channel)
    assert.equal(records.length, 1)
  })

  check(`${version}: createVod makes a playlist of what was published`, async () => {
    await store.createVod(channel, 'past.m3u8', { startTime: begun, endTime: seconds() + 1 })
    const playlist = await (await fetch(`http://${service.host}:${service.port}/${BUCKET}/${channel}/past.m3u8`)).text()
    assert.match(playlist, /#EXTINF:[\s\S]*#EXT-X-ENDLIST/)
  })

  check(`${version}: deleteChannel deletes`, async () => {
    await store.deleteChannel(channel)
    assert.deepEqual(await refused(store.getChannel(channel)), [404, 'NoSuchLiveChannel'])
  })
}

await runAll(service.stop)
