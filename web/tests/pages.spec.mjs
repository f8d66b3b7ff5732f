// Does every page open for those who may see it, on a desk and on a phone, without a complaint?
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { inEveryHouse } from './house.mjs'
import { barriers, isWhole, placesOf, visit } from './looking.mjs'

inEveryHouse('the pages', (house) => {
  const everybody = ['admin', 'officer', 'reviewer', 'clerk', 'head', 'inspector', 'leader', 'auditor']
  // What the pages look like does not depend on the engine; that they open does. On a phone nobody has
  // pages that these three do not have.
  const widthsOf = (who) => (house.engine === 'sqlite' && ['admin', 'reviewer', 'clerk'].includes(who) ? [1440, 390] : [1440])
  let below
  before(async () => {
    const [returns, own] = [await house.returns(), await house.returnOf(house.people.clerk.place)]
    const states = ['draft', 'submitted', 'checked', 'returned', 'locked'].map((state) => returns.find((one) => one.form === 'school' && one.state === state))
    const [county, school] = [returns.find((one) => one.form === 'county'), states.at(-1)]
    const all = [`/rounds/${house.round.id}/schools/${school.code}`, ...[county, school].map((one) => `/returns/${one.id}`)]
    const mine = `/returns/${own.id}`
    below = { admin: [...all, ...states.map((one) => `/returns/${one.id}`)], officer: all, inspector: all, leader: all, reviewer: [mine], clerk: [mine], head: [mine], auditor: [] }
  })

  for (const who of everybody) {
    for (const width of widthsOf(who)) {
      test(`those of ${who} open at ${width} px, and shut nobody out`, async () => {
        const page = await house.signIn(who, width)
        const found = {}
        for (const path of await placesOf(page, below[who])) {
          await visit(page, path)
          await isWhole(page, path)
          found[path] = house.engine === 'sqlite' ? await barriers(page) : []
        }
        assert.deepEqual(Object.entries(found).filter(([, own]) => own.length), [])
      })
    }
  }

  test('a page that one may not see is not in the menu and not opened', async () => {
    const page = await house.signIn('clerk')
    await page.goto('/')
    await page.waitForSelector('h1')
    assert.deepEqual(await page.locator('nav.side a').allInnerTexts(), ['学校', '我的报表', '佐证材料'])
    await page.goto('/accounts')
    await page.waitForSelector('h1')
    assert.match(await page.locator('main').innerText(), /不能看/)
  })

  test('a new password must be chosen first', async () => {
    const [fresh] = await house.ask('admin', 'POST', '/api/accounts', [{ login: 'fresh', name: '新人', role: 'leader', org: house.round.org, topics: [], until_day: null }])
    house.people.fresh = fresh
    const page = await house.signIn('fresh')
    await page.goto('/')
    await page.waitForURL(/password/)
    await page.goto(`/rounds/${house.round.id}/overview`)
    await page.waitForURL(/password/)
  })

  test('a wrong password is told, and English is one click away', async () => {
    const page = await house.page()
    await page.goto('/')
    await page.fill('#login', 'admin')
    await page.fill('#password', 'wrong')
    await page.click('button[type=submit]')
    assert.match(await page.locator('[role=alert]').innerText(), /不对/)
    await page.click('text=English')
    assert.equal(await page.locator('button[type=submit]').innerText(), 'Sign in')
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
  })

  test('an exported table holds what is shown: numbers as numbers, and no formula', async () => {
    const school = await house.returnOf('青禾市文星小学')
    const { parent } = (await house.ask('admin', 'GET', '/api/orgs')).find((own) => own.id === school.org)
    await house.ask('admin', 'POST', `/api/orgs/${school.org}/states`, { from_day: '2024-01-01', name: '=HYPERLINK("x")', parent, status: 'open' })
    const page = await house.signIn('admin')
    await page.goto(`/rounds/${house.round.id}/board`)
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=导出表格')])
    assert.match(download.suggestedFilename(), /填报进度\.xlsx$/)
    const parts = unzipSync(Buffer.concat(await (await download.createReadStream()).toArray()))
    const text = (name) => strFromU8(parts[name])
    assert.ok(text('xl/sharedStrings.xml').includes('=HYPERLINK("x")'), 'the name is a text')
    const sheets = Object.keys(parts).filter((name) => name.startsWith('xl/worksheets/sheet'))
    assert.equal(sheets.length, await page.locator('main table.data').count())
    for (const name of sheets) {
      assert.ok(!/<f[ >]/.test(text(name)), `${name} has no formula`)
      assert.match(text(name), /<c r="[B-Z]\d+"(?![^>]*t="s")[^>]*><v>\d+<\/v>/, `${name} has numbers`)
      assert.match(text(name), /ySplit="3"/, `${name} keeps its heads in sight`)
    }
  })
})
