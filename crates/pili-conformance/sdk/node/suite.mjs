// What every suite shares: checks with a name, and a last line that counts them.

const checks = []

/** Adds a check. It fails by throwing. */
export function check (name, run) {
  checks.push({ name, run })
}

/** Runs all checks in order, then `cleanUp`, and ends the process: 0 when all held. */
export async function runAll (cleanUp = () => {}) {
  let failed = 0
  for (const { name, run } of checks) {
    try {
      await run()
      console.log(`ok      ${name}`)
    } catch (error) {
      failed += 1
      console.log(`FAILED  ${name}: ${error?.stack ?? error}`)
    }
  }
  await cleanUp()
  console.log(`${checks.length - failed} passed, ${failed} failed`)
  process.exit(failed > 0 ? 1 : 0)
}

/** Turns `call((error, ...results) => …)` into a promise of the results. */
export function called (call) {
  return new Promise((resolve, reject) => {
    call((error, ...results) => error ? reject(error) : resolve(results))
  })
}

/** Asks again until the answer is good; an encoder needs a few seconds to reach its rate. */
export async function eventually (ask, isGood) {
  let last
  for (let tries = 0; tries < 40; tries++) {
    last = await ask().catch(error => error)
    if (!(last instanceof Error) && isGood(last)) return last
    await sleep(500)
  }
  throw new Error(`no good answer within 20 s; the last was ${JSON.stringify(last)} ${last}`)
}

export function sleep (milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
