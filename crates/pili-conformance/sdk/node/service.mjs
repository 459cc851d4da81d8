// `pili local` on free ports, and ffmpeg to publish to it.

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export const ACCESS_KEY = 'local-demo-access-key'
export const SECRET_KEY = 'local-demo-secret-key'
export const HUB = 'demo'
export const BUCKET = 'demo-bucket'

/** Starts the service, with more arguments and another secret if need be; resolves with its addresses when it is ready. */
export async function startService (more = [], secretKey = SECRET_KEY) {
  const child = spawn(process.env.PILI_BIN, ['local', '--http-port', '0', '--rtmp-port', '0', '--json', ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PILI_LOCAL_SECRET_KEY: secretKey }
  })
  process.on('exit', () => child.kill())
  for await (const line of createInterface({ input: child.stdout })) {
    const { http, rtmp } = JSON.parse(line)
    const [host, port] = http.split(':')
    return { host, port: Number(port), http, rtmp, stop: () => child.kill('SIGINT') }
  }
  throw new Error('pili local ended before it was ready')
}

/** Publishes ffmpeg's test picture, with a key frame every so many frames, until the process is killed. */
export function publish (url, { gop = 25 } = {}) {
  const source = ['-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25', '-f', 'lavfi', '-i', 'sine']
  const codecs = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', `${gop}`, '-sc_threshold', '0', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  const args = ['-nostdin', '-loglevel', 'error', ...source, ...codecs, '-t', '60', '-f', 'flv', url]
  const child = spawn('ffmpeg', args, { stdio: 'ignore' })
  process.on('exit', () => child.kill('SIGKILL'))
  const ended = new Promise(resolve => child.on('exit', resolve))
  return { ended, stop: () => { child.kill('SIGKILL'); return ended } }
}
