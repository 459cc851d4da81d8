// Plays a live stream: fragmented MP4 over HTTP through MediaSource.

/** How far behind a player may fall before it goes on at the end of what it has. */
const LATE = 3
/** How much of what was played is kept. */
const KEPT = 30

/** Feeds a video until `stop()` is called; `failed` hears why it cannot. */
export function play (video, url, type, failed) {
  const source = new MediaSource()
  const stopping = new AbortController()
  video.src = URL.createObjectURL(source)
  source.addEventListener('sourceopen', () => {
    feed(video, source, url, type, stopping.signal).catch(error => {
      if (!stopping.signal.aborted) failed(error.message)
    })
  }, { once: true })
  return { stop: () => { stopping.abort(); URL.revokeObjectURL(video.src); video.removeAttribute('src'); video.load() } }
}

async function feed (video, source, url, type, signal) {
  if (!MediaSource.isTypeSupported(type)) throw new Error(`this browser cannot play ${type}`)
  const buffer = source.addSourceBuffer(type)
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(await response.text())
  for await (const part of chunks(response.body)) {
    await append(buffer, part)
    keepUp(video, buffer)
    await drop(video, buffer)
  }
  if (source.readyState === 'open') source.endOfStream()
}

async function * chunks (body) {
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}

const updated = buffer => new Promise((resolve, reject) => {
  buffer.addEventListener('updateend', resolve, { once: true })
  buffer.addEventListener('error', () => reject(new Error('the browser could not decode it')), { once: true })
})

function append (buffer, part) {
  const done = updated(buffer)
  buffer.appendBuffer(part)
  return done
}

function keepUp (video, { buffered }) {
  if (!buffered.length) return
  const [begin, end] = [buffered.start(buffered.length - 1), buffered.end(buffered.length - 1)]
  if (video.currentTime < begin || end - video.currentTime > LATE) video.currentTime = Math.max(begin, end - 0.5)
  if (video.paused && !video.dataset.paused) video.play().catch(() => {})
}

async function drop (video, buffer) {
  const { buffered } = buffer
  if (buffered.length && video.currentTime - buffered.start(0) > 2 * KEPT) {
    const done = updated(buffer)
    buffer.remove(0, video.currentTime - KEPT)
    await done
  }
}
