// The vendor's general Node SDK against the local service: every call to RTC apps and rooms, each for its effect.

import assert from 'node:assert/strict'
import http from 'node:http'
import { createRequire } from 'node:module'
import net from 'node:net'
import { called, check, runAll } from './suite.mjs'
import { ACCESS_KEY, HUB, SECRET_KEY, startService } from './service.mjs'

const service = await startService()
// The SDK's host is fixed. Its connections go elsewhere; what it writes, Host and all, stays as it is.
http.globalAgent.createConnection = () => net.connect(service.port, service.host)
const qiniu = createRequire(import.meta.url)('qiniu')
const { app, room } = qiniu
const credentials = new qiniu.Credentials(ACCESS_KEY, SECRET_KEY)
const forger = new qiniu.Credentials(ACCESS_KEY, 'guessed')
const seconds = () => Math.floor(Date.now() / 1000)
let id

const error = call => called(call).then(() => assert.fail('it should fail'), error => error)
const one = call => called(call).then(([result]) => result)
const read = () => one(fn => app.getApp(id, credentials, fn))
const users = name => one(fn => room.listUser(id, name, credentials, fn)).then(({ users }) => users.map(user => user.userId))
const access = (roomName, userId, more) => ({ appId: id, roomName, userId, permission: 'user', ...more })

async function join (token) {
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`http://${service.http}/_local/rtc/rooms/join`, { method: 'POST', headers, body: JSON.stringify({ token }) })
  return { status: answer.status, ...await answer.json() }
}

async function enter (roomName, userId) {
  const token = room.getRoomToken(access(roomName, userId, { expireAt: seconds() + 60 }), credentials)
  assert.equal((await join(token)).status, 200)
}

check('createApp creates what getApp reads', async () => {
  const created = await one(fn => app.createApp({ hub: HUB, title: 'show', maxUsers: 3, noAutoKickUser: true }, credentials, fn))
  id = created.appId
  assert.deepEqual(await read(), created)
  assert.equal(created.hub, HUB)
  assert.equal(created.title, 'show')
  assert.equal(created.maxUsers, 3)
  assert.equal(created.noAutoKickUser, true)
  assert.ok(Math.abs(Date.parse(created.createdAt) / 1000 - seconds()) < 10)
})

check('createApp is refused a hub of nobody', async () => {
  const { code, message, reqId } = await error(fn => app.createApp({ hub: 'elsewhere' }, credentials, fn))
  assert.equal(code, 616)
  assert.equal(message, 'hub not match')
  assert.ok(reqId)
})

check('updateApp changes what it names, and nothing else', async () => {
  const merge = { enable: true, fps: 30, streamTitle: '$(roomName)' }
  await one(fn => app.updateApp(id, { title: 'late show', noAutoKickUser: false, mergePublishRtmp: merge }, credentials, fn))
  const after = await read()
  assert.equal(after.title, 'late show')
  assert.equal(after.noAutoKickUser, false)
  assert.equal(after.maxUsers, 3)
  assert.equal(after.hub, HUB)
  assert.deepEqual({ ...after.mergePublishRtmp, ...merge }, after.mergePublishRtmp)
  assert.equal(after.mergePublishRtmp.kbps, 1000)
})

check('getRoomToken lets a user in, for an hour unless said otherwise', async () => {
  const answer = await join(room.getRoomToken(access('room-01', 'user_9'), credentials))
  assert.equal(answer.status, 200)
  assert.equal(answer.userId, 'user_9')
  assert.equal(answer.permission, 'user')
  assert.ok(Math.abs(answer.expireAt - seconds() - 3600) < 10)
  assert.deepEqual(await users('room-01'), ['user_9'])
})

check('getRoomToken with a wrong key or an old time lets nobody in', async () => {
  const forged = await join(room.getRoomToken(access('room-01', 'user_1'), forger))
  assert.equal(forged.status, 401)
  assert.match(forged.error, /signature is wrong/)
  const expired = await join(room.getRoomToken(access('room-01', 'user_1', { expireAt: seconds() - 60 }), credentials))
  assert.equal(expired.status, 401)
  assert.match(expired.error, /expired/)
  assert.deepEqual(await users('room-01'), ['user_9'])
})

check('listUser lists who is in', async () => {
  await enter('room-01', 'user_1')
  assert.deepEqual(await users('room-01'), ['user_1', 'user_9'])
  assert.deepEqual(await users('room-99'), [])
})

check('listActiveRooms pages through the rooms that begin so', async () => {
  for (const name of ['room-02', 'room-03', 'hall-01']) await enter(name, 'user_9')
  const page = (offset, limit) => one(fn => room.listActiveRooms(id, 'room-', offset, limit, credentials, fn))
  assert.deepEqual(await page(0, 2), { end: false, offset: 2, rooms: ['room-01', 'room-02'] })
  assert.deepEqual(await page(2, 2), { end: true, offset: 3, rooms: ['room-03'] })
})

check('kickUser puts a user out, and the room closes behind the last', async () => {
  const kick = (roomName, userId) => fn => room.kickUser(id, roomName, userId, credentials, fn)
  await one(kick('room-01', 'user_9'))
  assert.deepEqual(await users('room-01'), ['user_1'])
  assert.equal((await error(kick('room-01', 'user_9'))).code, 612)
  await one(kick('room-01', 'user_1'))
  assert.equal((await error(kick('room-01', 'user_1'))).code, 615)
})

check('a wrong secret key is refused', async () => {
  const { code, message } = await error(fn => app.getApp(id, forger, fn))
  assert.equal(code, 401)
  assert.match(message, /^bad token/)
})

check('the general signer, which doubles the port, is accepted, and a forged one is not', async () => {
  const url = `http://${service.http}/v3/apps/${id}`
  const body = '{"title":"signed"}'
  const send = secretKey => {
    const mac = new qiniu.auth.digest.Mac(ACCESS_KEY, secretKey)
    const Authorization = qiniu.util.generateAccessTokenV2(mac, url, 'POST', 'application/json', body)
    return fetch(url, { method: 'POST', headers: { Authorization, 'Content-Type': 'application/json' }, body })
  }
  assert.equal((await send('guessed')).status, 401)
  assert.equal((await send(SECRET_KEY)).status, 200)
  assert.equal((await read()).title, 'signed')
})

check('deleteApp deletes, and the app is not found again', async () => {
  await one(fn => app.deleteApp(id, credentials, fn))
  for (const call of [fn => app.getApp(id, credentials, fn), fn => app.deleteApp(id, credentials, fn)]) {
    const { code, message } = await error(call)
    assert.equal(code, 612)
    assert.equal(message, 'app not found')
  }
  assert.equal((await error(fn => room.listActiveRooms(id, '', 0, 10, credentials, fn))).code, 612)
})

await runAll(service.stop)
