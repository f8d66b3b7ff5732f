// Does every page open for those who may see it, on a desk and on a phone, without a complaint?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { open } from './browser.mjs'

let desk
before(async () => (desk = await open()))
after(() => desk.close())

const pages = {
  admin: ['/rounds/2025/overview', '/rounds/2025/schools', '/rounds/2025/schools/3199000148', '/rounds/2025/indicators/R5', '/rounds/2025/items', '/rounds/2025/board', '/rounds/2025/returns', '/returns/r3199000148', '/returns/rcounty', '/rounds', '/orgs', '/accounts', '/permissions', '/log'],
  clerk: ['/rounds/2025/returns', '/returns/r2199000100'],
  leader: ['/rounds/2025/overview'],
  auditor: ['/log'],
}

for (const [who, paths] of Object.entries(pages)) {
  for (const width of [1440, 390]) {
    test(`${who} opens ${paths.length} pages at ${width} px`, async () => {
      const page = await desk.signIn(who, width)
      for (const path of paths) {
        await page.goto(desk.url + path)
        await page.waitForLoadState('networkidle')
        assert.equal(new URL(page.url()).pathname, path)
        assert.ok(await page.locator('h1').innerText(), `${path} has a title`)
        assert.equal(await page.locator('[role=alert].el-alert--error').count(), 0, `${path} shows no trouble`)
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        assert.ok(over <= 0, `${path} does not scroll sideways (${over} px)`)
        const unnamed = await page.evaluate(() => [...document.querySelectorAll('main input, main select, main textarea, main button')].filter((own) => own.offsetParent && !own.labels?.length && !own.ariaLabel && !own.innerText?.trim() && !own.title).map((own) => own.outerHTML.slice(0, 120)))
        assert.deepEqual(unnamed, [], `${path}: everything to type in or press has a name`)
      }
      assert.deepEqual(desk.complaints.splice(0), [])
      await page.context().close()
    })
  }
}

test('a page that one may not see is not in the menu and not opened', async () => {
  const page = await desk.signIn('clerk')
  assert.deepEqual(await page.locator('nav.side a').allInnerTexts(), ['我的报表'])
  await page.goto(`${desk.url}/accounts`)
  await page.waitForSelector('h1')
  assert.match(await page.locator('main').innerText(), /不能看/)
})

test('a new password must be chosen first', async () => {
  const page = await desk.signIn('fresh')
  assert.match(page.url(), /password/)
  await page.goto(`${desk.url}/rounds/2025/returns`)
  await page.waitForSelector('h1')
  assert.match(page.url(), /password/)
})

test('a wrong password is told, and English is one click away', async () => {
  const page = await desk.page()
  await page.goto(desk.url)
  await page.fill('#login', 'admin')
  await page.fill('#password', 'wrong')
  await page.click('button[type=submit]')
  assert.match(await page.locator('[role=alert]').innerText(), /不对/)
  await page.click('text=English')
  assert.equal(await page.locator('button[type=submit]').innerText(), 'Sign in')
  assert.equal(await page.getAttribute('html', 'lang'), 'en')
})

test('an exported table holds what is shown: numbers as numbers, and no formula', async () => {
  const org = desk.world.orgs.find((own) => own.id === 's2199000101')
  org.name = '=HYPERLINK("x")'
  const page = await desk.signIn('admin')
  await page.goto(`${desk.url}/rounds/2025/board`)
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
  org.name = '青禾市文星小学'
})
