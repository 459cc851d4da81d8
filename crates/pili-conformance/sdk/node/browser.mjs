// A real browser plays what ffmpeg publishes, from a page of another origin: HTTP-FLV and HLS.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { check, eventually, runAll } from './suite.mjs'
import { ACCESS_KEY, HUB, SECRET_KEY, publish, startService } from './service.mjs'

const require = createRequire(import.meta.url)
const Pili = require('piliv2')
const service = await startService()
const publisher = publish(Pili.publishURL(new Pili.Credentials(ACCESS_KEY, SECRET_KEY), service.rtmp, HUB, 'evening', 600))

const scripts = { '/mpegts.js': 'mpegts.js/dist/mpegts.js', '/hls.js': 'hls.js/dist/hls.js' }
const site = createServer(async ({ url }, response) => {
  response.setHeader('content-type', scripts[url] ? 'text/javascript' : 'text/html')
  response.end(scripts[url] ? await readFile(require.resolve(scripts[url])) : '<video muted></video>')
})
await new Promise(resolve => site.listen(0, '127.0.0.1', resolve))

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'
  ]
})

/** Opens a page whose video is fed by `feed`, and watches until a second of 640 by 360 has gone by. */
async function plays (script, url, feed) {
  const page = await browser.newPage()
  const complaints = []
  page.on('console', message => complaints.push(message.text()))
  await page.goto(`http://127.0.0.1:${site.address().port}/`)
  await page.addScriptTag({ url: script })
  await page.evaluate(feed, url)
  const state = () => page.evaluate(() => {
    const video = document.querySelector('video')
    const { videoWidth, videoHeight, played } = video
    return { size: [videoWidth, videoHeight], seconds: played.length && played.end(0) - played.start(0) }
  })
  const seen = await eventually(state, state => state.seconds > 1).catch(error => {
    throw new Error([error.message, ...complaints].join('\n'))
  })
  await page.close()
  assert.deepEqual(seen.size, [640, 360])
}

check('the browser plays HTTP-FLV', () => plays('/mpegts.js', `http://${service.http}/${HUB}/evening.flv`, url => {
  const player = window.mpegts.createPlayer({ type: 'flv', isLive: true, url })
  player.attachMediaElement(document.querySelector('video'))
  player.load()
  return player.play()
}))

check('the browser plays HLS', () => plays('/hls.js', `http://${service.http}/${HUB}/evening.m3u8`, url => {
  const player = new window.Hls()
  player.loadSource(url)
  player.attachMedia(document.querySelector('video'))
  player.on(window.Hls.Events.MANIFEST_PARSED, () => document.querySelector('video').play())
}))

await runAll(async () => {
  await browser.close()
  site.close()
  await publisher.stop()
  await service.stop()
})
