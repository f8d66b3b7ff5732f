// A house to walk through: the real program with the invented county, and a browser before it.
//
//   inEveryHouse('the board', (house) => {
//     test('a reviewer sees who has not filed', async () => {
//       const page = await house.signIn('reviewer')
//       await page.goto(`/rounds/${house.round.id}/board`)
//       …
//     })
//   })
//
// runs on SQLite and on PostgreSQL, each time with a house of its own, so tests may change what they like.
// People are those of `junheng sample`: admin, officer, reviewer, clerk, head, inspector, leader, auditor.
// Whatever the browser complains of fails the test it happened in.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe } from 'node:test'
import { chromium } from 'playwright-core'
import { copyOf, program } from './filled.mjs'
import { caller, changePassword, serve } from './serving.mjs'

/** `npm test` alone walks on SQLite; `make test` brings a PostgreSQL server along. */
export const engines = process.env.JUNHENG_TEST_POSTGRES ? ['sqlite', 'postgres'] : ['sqlite']

export function inEveryHouse(name, body) {
  for (const engine of engines) describe(`${name}, on ${engine}`, () => inHouse(engine, body))
}

function inHouse(engine, body) {
  const house = { engine }
  before(() => open(engine, house))
  afterEach(async () => {
    await house.leave()
    assert.deepEqual(house.complaints.splice(0), [], 'the browser complained')
  })
  after(() => house.close?.())
  body(house)
}

/** Opens a house of its own; `close` it in the end. */
export async function open(engine = 'sqlite', house = {}) {
  const { data, files, people, away } = await copyOf(engine)
  const server = await serve(program, data, '--files', files)
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  const [complaints, expected, callers] = [[], [], {}]
  Object.assign(house, { engine, url: server.url, data, people, complaints })

  /** A browser of its own, with nobody signed in; addresses may begin with `/`. */
  house.page = async (width = 1440, language = 'zh') => {
    const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
    const context = await browser.newContext({ baseURL: server.url, viewport: { width, height: 900 }, locale, timezoneId: 'Asia/Shanghai' })
    context.setDefaultTimeout(30_000)
    if (language !== 'zh') await context.addInitScript((own) => localStorage.setItem('junheng.language', own), language)
    const page = await context.newPage()
    listen(page, server.url, (what) => expected.some((own) => own.test(what)) || complaints.push(what))
    return page
  }

  /** A browser of somebody who is signed in and has not gone anywhere yet. */
  house.signIn = async (login, width, language) => {
    const page = await house.page(width, language)
    const { password } = people[login]
    const answer = await page.context().request.post('/api/session', { data: { login, password } })
    assert.ok(answer.ok(), `${login} cannot sign in: ${await answer.text()}`)
    return page
  }

  /** Asks the interface as somebody: `await house.ask('admin', 'GET', '/api/orgs')`; throws what is refused. */
  house.ask = async (login, ...asked) => {
    callers[login] ??= caller(server.url, people[login])
    return (await callers[login])(...asked)
  }
  /** Makes an account that has changed its first password, and lets it sign in like the others. */
  house.hire = async (login, name, role, org, more = {}) => {
    const [{ id, password }] = await house.ask('admin', 'POST', '/api/accounts', [{ login, name, role, org, topics: [], until_day: null, ...more }])
    people[login] = { id, login, role, password }
    people[login].password = await changePassword(server.url, people[login])
    return people[login]
  }

  /** Returns of the newest round as the board shows them. */
  house.returns = async () => (await house.ask('admin', 'GET', `/api/rounds/${house.round.id}/progress`)).returns
  /** The newest round's return of an organisation, by its name. */
  house.returnOf = async (name) => (await house.returns()).find((own) => own.name === name)

  /** Brings a return back to whoever fills it in, and gives it as it is read. */
  house.toFill = async (id) => {
    const [own, step] = [await house.ask('admin', 'GET', `/api/returns/${id}`), { locked: 'unlock', submitted: 'send_back', checked: 'send_back' }]
    const name = step[own.state]
    if (!name) return own
    await house.ask('admin', 'POST', `/api/returns/${id}/${name}`, { reason: '请再核对一遍' }, { 'if-match': `"${own.version}"` })
    return house.ask('admin', 'GET', `/api/returns/${id}`)
  }

  /** The session of whoever sits at a page is over, as after a long lunch. */
  house.endSession = async (page) => {
    const { request } = page.context()
    const { csrf } = await (await request.get('/api/session')).json()
    await request.delete('/api/session', { headers: { 'x-csrf-token': csrf } })
  }

  /** This answer of the server (a status, or what the browser says) is part of the test. */
  house.expect = (what) => expected.push(what instanceof RegExp ? what : new RegExp(`status of ${what}`))
  house.leave = async () => {
    await Promise.all(browser.contexts().map((own) => own.close()))
    expected.length = 0
  }
  house.close = async () => {
    await browser.close()
    await server.stop()
    await away()
  }

  const rounds = await house.ask('admin', 'GET', '/api/rounds')
  return Object.assign(house, { rounds, round: rounds[0] })
}

/** Browsers tell of every answer of 400 and above; these three are part of how the pages work. */
const usual = /status of (401|412|422)/
/** What a page holds itself, and the browser's own reader of PDF, ask nobody. */
const net = /^(https?|wss?):/

function listen(page, url, complain) {
  page.on('pageerror', (why) => complain(why.message))
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && !usual.test(line.text()) && complain(line.text()))
  page.on('request', (asked) => !net.test(asked.url()) || asked.url().startsWith(url) || complain(`outside: ${asked.url()}`))
}
