// The program itself as a server, and people who ask it without a browser.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Starts the program on a free port; resolves when it listens, with what it said until then. */
export async function serve(program, data, ...more) {
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', ...more], { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = once(child, 'exit')
  const { url, said } = await address(child)
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
  }
  return { url, said, stop }
}

/** What it says is listened to as long as it runs, so that it never waits to be read. */
function address(child) {
  let said = ''
  child.stderr.setEncoding('utf8')
  return new Promise((found, failed) => {
    child.stderr.on('data', (part) => {
      said += part
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (url) found({ url, said })
    })
    child.stderr.on('end', () => failed(new Error(`the program did not start: ${said}`)))
  })
}

/** Somebody who is signed in: asks a path, gives what came back, throws what was refused. */
export async function caller(url, { login, password }) {
  const entered = await send(url, 'POST', '/api/session', { login, password })
  const headers = { cookie: entered.headers.getSetCookie()[0].split(';')[0], 'x-csrf-token': entered.body.csrf }
  return async (method, path, body, more = {}) => (await send(url, method, path, body, { ...headers, ...more })).body
}

async function send(url, method, path, body, headers = {}) {
  const isJson = body !== undefined && !(body instanceof Uint8Array)
  const type = body === undefined ? {} : { 'content-type': isJson ? 'application/json' : 'application/octet-stream' }
  const response = await fetch(url + path, { method, headers: { ...type, ...headers }, body: isJson ? JSON.stringify(body) : body })
  const text = await response.text()
  if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${response.status} ${text}`), { status: response.status })
  return { headers: response.headers, body: text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text }
}

/** What everybody does at the first sign-in. */
export async function changePassword(url, person) {
  const fresh = `${person.password}-own`
  const ask = await caller(url, person)
  await ask('POST', '/api/session/password', { old: person.password, new: fresh })
  await ask('DELETE', '/api/session')
  return fresh
}
