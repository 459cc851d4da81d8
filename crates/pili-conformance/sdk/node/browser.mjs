// A real browser plays what ffmpeg publishes, from a page of another origin, by the players of the web.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { check, eventually, runAll, sleep } from './suite.mjs'
import { ACCESS_KEY, HUB, SECRET_KEY, publish, startService } from './service.mjs'
import { startBrowser } from './page.mjs'
import { HLS_JS, MPEGTS_JS } from './players.mjs'

const Pili = createRequire(import.meta.url)('piliv2')
const [service, browser] = await Promise.all([startService(), startBrowser()])
const publishers = []

/** Publishes with a key frame every so many frames, as encoders are set. */
function encode (key, gop) {
  const keys = new Pili.Credentials(ACCESS_KEY, SECRET_KEY)
  const publisher = publish(Pili.publishURL(keys, service.rtmp, HUB, key, 600), { gop })
  publishers.push(publisher)
  return publisher
}

/** Opens a player of a stream. */
const open = (player, key) =>
  browser.open({ ...player, url: `http://${service.http}/${HUB}/${key}.${player.extension}` })

/** Watches until so many seconds more have gone by. */
async function plays (page, seconds) {
  const begun = (await page.state()).seconds
  const seen = await eventually(page.state, state => state.seconds > begun + seconds).catch(error => {
    throw new Error([error.message, ...page.complaints].join('\n'))
  })
  assert.deepEqual(seen.size, [640, 360])
}

/** Waits until a stream is live: before, a page is told that there is none. */
const live = key => eventually(
  () => fetch(`http://${service.http}/${HUB}/${key}.flv`).then(async ({ status, body }) => {
    await body.cancel()
    return status
  }),
  status => status === 200
)

const each = (name, run) => [HLS_JS, MPEGTS_JS].forEach(player => {
  check(`${player.script.slice(1)} ${name}`, () => run(player, `${player.extension}-${publishers.length}`))
})

each('plays', async (player, key) => {
  encode(key, 25)
  await live(key)
  const page = await open(player, key)
  await plays(page, 2)
  await page.close()
})

each('opened as soon as the stream is live plays key frames that are 8.3 s apart', async (player, key) => {
  encode(key, 208)
  await live(key)
  const page = await open(player, key)
  await plays(page, 2)
  await page.close()
})

each('plays on when the publisher is back after a second', async (player, key) => {
  const first = encode(key, 25)
  await live(key)
  const page = await open(player, key)
  await plays(page, 2)
  await first.stop()
  await sleep(1_000)
  encode(key, 25)
  await live(key)
  // More than was buffered before.
  await plays(page, 8)
  await page.close()
})

await runAll(async () => {
  await browser.stop()
  await Promise.all(publishers.map(publisher => publisher.stop()))
  await service.stop()
})
