// Many counties at a glance, before the real program of a province.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { chromium } from 'playwright-core'
import { program } from './filled.mjs'
import { caller, changePassword } from './serving.mjs'

describe('the counties of a province', () => {
  const own = {}
  before(async () => Object.assign(own, await province()))
  after(() => own.close?.())

  test('stand in one table, from which a click leads into a round', async () => {
    const page = await own.signIn(1440)
    await page.goto('/')
    await page.getByRole('heading', { name: '东省各县总览' }).waitFor()
    assert.equal(await page.locator('.menu a').first().innerText(), '各县总览')
    const rows = page.locator('table.counties tbody tr')
    assert.equal(await rows.count(), 3)
    await page.getByText('共3个县', { exact: true }).waitFor()
    assert.match(await rows.first().innerText(), /无法判定[\s\S]*0 \/ 3/)
    await page.getByRole('textbox', { name: '县名或区划代码' }).fill('乙')
    assert.equal(await rows.count(), 1)
    await rows.getByRole('link', { name: '乙县', exact: true }).click()
    await page.waitForURL(/\/rounds\/\w+\/overview/)
    assert.deepEqual(own.complaints, [])
  })

  test('scroll inside their card on a phone', async () => {
    const page = await own.signIn(390)
    await page.goto('/province')
    await page.locator('table.counties').waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390)
    assert.deepEqual(own.complaints, [])
  })

  test('get a round all at once', async () => {
    const page = await own.signIn(1440)
    await page.goto('/rounds')
    await page.getByRole('button', { name: '新开批次' }).click()
    await page.getByLabel('名称').fill('再来一次')
    await page.locator('.el-select', { has: page.locator('#r-org') }).click()
    await page.getByRole('option', { name: '东省下面所有县' }).click()
    await page.getByLabel('截止').fill('2026-12-31')
    await page.getByRole('button', { name: '开启', exact: true }).click()
    await page.getByText('已为3个县开启批次。').waitFor()
    assert.equal((await own.ask('GET', '/api/rounds')).length, 6)
    assert.deepEqual(own.complaints, [])
  })
})

/** A province of three counties with two schools each and a round under way. */
async function province() {
  const data = await mkdtemp(path.join(tmpdir(), 'province-'))
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--kind', 'province', '--name', '东省', '--lang', 'en'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (part) => (said += part))
  const address = /http:\/\/127\.0\.0\.1:\d+/
  while (!address.test(said)) await once(child.stderr, 'data')
  const url = address.exec(said)[0]
  const person = { login: 'admin', password: /^\s*password (\S+)\s*$/m.exec(said)[1] }
  person.password = await changePassword(url, person)
  const ask = await caller(url, person)
  const { overlooked } = await ask('GET', '/api/session')
  const found = (kind, parent, ...names) => ask('POST', '/api/orgs', names.map((name) => ({ kind, parent, name, from_day: '2015-09-01' })))
  const { ids } = await found('county', overlooked[0].org, '甲县', '乙县', '丙县')
  for (const county of ids) await found('school', county, '第一小学', '第二小学')
  await ask('POST', `/api/orgs/${overlooked[0].org}/rounds`, { title: '2026年填报', year: 2026, day: '2026-10-01', standard: 'quality-balance-2017' })
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  const complaints = []
  const signIn = async (width) => {
    const context = await browser.newContext({ baseURL: url, viewport: { width, height: 900 } })
    context.setDefaultTimeout(30_000)
    await context.request.post('/api/session', { data: person })
    const page = await context.newPage()
    page.on('pageerror', (why) => complaints.push(why.message))
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
    return page
  }
  const close = async () => {
    await browser.close()
    child.kill('SIGTERM')
    await once(child, 'exit')
    await rm(data, { recursive: true })
  }
  return { ask, signIn, complaints, close }
}
