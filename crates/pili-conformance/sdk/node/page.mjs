// A page in a real browser, of another origin than the service, that plays what it is told to.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const SCRIPTS = { '/mpegts.js': 'mpegts.js/dist/mpegts.js', '/hls.js': 'hls.js/dist/hls.js' }
const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'
]

export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS })

/** Starts the browser and a site of its own. */
export async function startBrowser () {
  const browser = await launch()
  const site = createServer(async ({ url }, response) => {
    response.setHeader('content-type', SCRIPTS[url] ? 'text/javascript' : 'text/html')
    response.end(SCRIPTS[url] ? await readFile(require.resolve(SCRIPTS[url])) : '<video muted></video>')
  })
  await new Promise(resolve => site.listen(0, '127.0.0.1', resolve))
  return {
    open: player => open(browser, `http://127.0.0.1:${site.address().port}/`, player),
    stop: async () => { await browser.close(); site.close() }
  }
}

/** Opens a page with a player, whose `feed` runs there; what it complains of is kept. */
async function open (browser, site, { script, feed, url }) {
  const page = await browser.newPage()
  const complaints = []
  page.on('console', message => complaints.push(message.text()))
  await page.goto(site)
  if (script) await page.addScriptTag({ url: script })
  await page.evaluate(feed, url)
  return { state: () => page.evaluate(video), complaints, close: () => page.close() }
}

function video () {
  const { videoWidth, videoHeight, currentTime, played } = document.querySelector('video')
  let seconds = 0
  for (let part = 0; part < played.length; part++) seconds += played.end(part) - played.start(part)
  return { size: [videoWidth, videoHeight], currentTime, seconds }
}
