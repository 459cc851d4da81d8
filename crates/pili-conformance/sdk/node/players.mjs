// The players of the web, by the way that a page feeds its video. Each `feed` runs in the page.

export const MPEGTS_JS = {
  script: '/mpegts.js',
  extension: 'flv',
  feed: url => {
    const player = window.mpegts.createPlayer({ type: 'flv', isLive: true, url })
    player.on(window.mpegts.Events.ERROR, (...error) => console.log('mpegts.js', JSON.stringify(error)))
    player.attachMediaElement(document.querySelector('video'))
    player.load()
    player.play()
  }
}

export const HLS_JS = {
  script: '/hls.js',
  extension: 'm3u8',
  feed: url => {
    const player = new window.Hls()
    player.on(window.Hls.Events.ERROR, (_, { details, fatal }) => console.log('hls.js', details, fatal ? 'fatal' : ''))
    player.on(window.Hls.Events.MANIFEST_PARSED, () => document.querySelector('video').play())
    player.loadSource(url)
    player.attachMedia(document.querySelector('video'))
  }
}
