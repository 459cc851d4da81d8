// A text with a button that copies it.

import { h, say } from './dom.js'
import { word } from './words.js'

export function copyable (name, text) {
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    say(word('copied', name))
  }
  const label = `${word('copy')}: ${name}`
  return h('div', { class: 'copy' },
    h('span', {}, name), h('pre', { tabindex: 0 }, text), h('button', { type: 'button', 'aria-label': label, onclick: copy }, word('copy')))
}

const TEST_PICTURE = '-re -f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine'
const CODECS = '-c:v libx264 -preset veryfast -g 25 -pix_fmt yuv420p -c:a aac'

/** How to publish, for ffmpeg and OBS. */
export function publishing ({ publish, server, stream_key: key }) {
  return [
    copyable(word('ffmpeg'), `ffmpeg ${TEST_PICTURE} ${CODECS} -f flv '${publish}'`),
    copyable(word('obs_server'), server), copyable(word('obs_key'), key), copyable(word('publish_url'), publish)
  ]
}
