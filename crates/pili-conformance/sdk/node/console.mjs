// The console in a real browser: what is live plays, a refused signature explains itself, a fault is met, kicks work,
// and all of it by keyboard, in light and dark, in English and Chinese. Pictures of each view go to
// target/console, or where SCREENSHOTS says.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { check, eventually, runAll, sleep } from './suite.mjs'
import { ACCESS_KEY, HUB, SECRET_KEY, publish, startService } from './service.mjs'
import { launch } from './page.mjs'

const require = createRequire(import.meta.url)
const service = await startService()
const browser = await launch()
const origin = `http://${service.http}`
const publishers = []

const urls = async key => (await fetch(`${origin}/_local/hubs/${HUB}/streams/${key}/urls`)).json()

async function goLive (key) {
  const publisher = publish((await urls(key)).publish)
  publishers.push(publisher)
  return publisher
}

const contexts = []
async function open (hash = '', options = {}) {
  // The page lets nothing in from elsewhere, and so not what looks for barriers.
  const context = await browser.newContext({ locale: 'en', bypassCSP: true, ...options })
  contexts.push(context)
  const page = await context.newPage()
  page.errors = []
  page.on('pageerror', error => page.errors.push(error.message))
  await page.goto(`${origin}/${hash}`)
  return page
}
const video = page => page.evaluate(() => {
  const video = document.querySelector('video')
  return video && { width: video.videoWidth, time: video.currentTime }
})

check('before anything is live it says how to publish', async () => {
  const page = await open()
  await page.getByText('Nothing is live yet').waitFor()
  assert.match(await page.locator('pre').first().innerText(), /^ffmpeg .*rtmp:\/\//)
  assert.deepEqual(page.errors, [])
})

check('it weighs less than 100 KB and is painted at once', async () => {
  const page = await open()
  await page.getByText('Nothing is live yet').waitFor()
  const paint = await eventually(() => page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime), Boolean)
  const weight = await page.evaluate(() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter(({ name }) => !/\/_local\/(?!console\/)/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0))
  console.log(`        ${weight} bytes, first paint after ${paint.toFixed(0)} ms`)
  assert.ok(weight > 10_000 && weight < 100_000, `${weight} bytes`)
})

check('a stream that ffmpeg publishes plays', async () => {
  await goLive('evening')
  const page = await open()
  const begun = await eventually(() => video(page), seen => seen?.width === 640 && seen.time > 0)
  await eventually(() => video(page), seen => seen.time > begun.time + 1)
  await page.getByText('640×360').waitFor()
  assert.deepEqual(page.errors, [])
})

/** A call whose signature leaves out its body, a mistake of many. */
async function signedWrong () {
  const path = `/v2/hubs/${HUB}/streams`
  const body = JSON.stringify({ key: 'made-again' })
  const text = `POST ${path}\nHost: ${service.http}\nContent-Type: application/json\n\n`
  const mac = createHmac('sha1', SECRET_KEY).update(text).digest('base64').replaceAll('+', '-').replaceAll('/', '_')
  const headers = { 'content-type': 'application/json', authorization: `Qiniu ${ACCESS_KEY}:${mac}` }
  return fetch(origin + path, { method: 'POST', headers, body })
}

check('a refused signature is shown beside the right one, what differs is marked, and it is sent again', async () => {
  assert.equal((await signedWrong()).status, 401)
  const page = await open('#log')
  await page.getByLabel('show').selectOption('refused_only')
  await page.getByLabel('find').fill('POST /v2/hubs')
  await page.locator('button.link').first().click()
  await page.locator('mark').first().waitFor()
  assert.equal(await page.locator('mark').count(), 2)
  await page.locator('#again').click()
  await page.getByText('answered with 200').waitFor()
})

check('a publish that is refused is told why, with a right URL beside it', async () => {
  const url = await urls('forged')
  await publish(url.publish.replace(/token=[^&]*/, 'token=a:b')).ended
  const page = await open('#log')
  await page.getByLabel('find').fill('demo/forged')
  await page.locator('button.link').first().click()
  await page.locator('#again').click()
  assert.match(await page.locator('.copy pre').first().innerText(), /^rtmp:\/\/.*token=/)
})

check('a fault that is injected by button is met by a client', async () => {
  const page = await open('#tests')
  await page.getByLabel('operation').fill('pili.stream.info')
  await page.getByRole('button', { name: 'Inject' }).click()
  await page.getByText('pili.stream.info: status 503').waitFor()
  const answer = await fetch(`${origin}/v2/hubs/${HUB}/streams/evening`)
  assert.equal(answer.status, 503)
})

check('a viewer is kicked, and then the publisher', async () => {
  const page = await open(`#streams/${HUB}/evening`)
  const played = await fetch(`${origin}/${HUB}/evening.flv`)
  const ended = (async () => { for await (const part of played.body) part.length })()
  await page.locator('tr', { hasText: 'flv' }).getByRole('button').click()
  await ended
  await page.locator('#kick-publisher').click()
  await Promise.race([publishers[0].ended, sleep(10_000).then(() => assert.fail('the publisher goes on'))])
})

check('everything is reached by keyboard', async () => {
  const page = await open()
  await page.keyboard.press('2')
  await page.getByRole('heading', { name: 'URLs' }).waitFor()
  await page.getByLabel('stream key').focus()
  await page.keyboard.press('Enter')
  await page.getByText('publish URL').first().waitFor()
  await page.locator('nav a').first().focus()
  await page.keyboard.press('3')
  await page.getByRole('heading', { name: 'Request log' }).waitFor()
})

const VIEWS = ['streams', 'urls', 'log', 'tests', 'things']
for (const [colorScheme, locale, width] of [['light', 'en', 1280], ['dark', 'zh-CN', 1280], ['light', 'zh-CN', 390], ['dark', 'en', 390]]) {
  check(`no barrier is found: ${colorScheme}, ${locale}, ${width} pixels`, async () => {
    if (!(await fetch(`${origin}/${HUB}/night.flv`)).ok) await goLive('night')
    await eventually(() => fetch(`${origin}/${HUB}/night.flv`).then(({ status, body }) => { body.cancel(); return status }), status => status === 200)
    for (const view of VIEWS) {
      const page = await open(`#${view}`, { colorScheme, locale, viewport: { width, height: 800 } })
      await page.waitForTimeout(2_500)
      await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') })
      const { violations } = await page.evaluate(() => window.axe.run())
      const told = violations.map(({ id, nodes }) => `${view}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      assert.deepEqual(told, [])
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} is wider than the window`)
      await picture(page, `${view}-${colorScheme}-${locale}-${width}`)
      await page.context().close()
    }
  })
}

async function picture (page, name) {
  const folder = process.env.SCREENSHOTS ?? join('target', 'console')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

await runAll(async () => {
  await browser.close()
  await Promise.all(publishers.map(publisher => publisher.stop()))
  await service.stop()
})
