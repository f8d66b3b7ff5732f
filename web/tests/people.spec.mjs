// Can a new house be set up from its pages alone, and looked after?
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { chromium } from 'playwright-core'
import { strFromU8, unzipSync } from 'fflate'
import { program } from './filled.mjs'
import { agree, choose } from './form.mjs'
import { inEveryHouse } from './house.mjs'
import { serve } from './serving.mjs'

const csv = (name, rows) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(rows.map((row) => `${row}\n`).join('')) })

describe('an empty house', () => {
  let [folder, server, browser] = []
  before(async () => {
    folder = await mkdtemp(path.join(path.dirname(program), 'empty-'))
    server = await serve(program, folder)
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
    await rm(folder, { recursive: true })
  })

  test('is set up by its first administrator in three steps', async () => {
    const page = await browser.newPage({ baseURL: server.url })
    page.setDefaultTimeout(30_000)
    await page.goto('/')
    const [, password] = /(?:密码|password)\s+(\S+)/.exec(server.said)
    await page.fill('#login', 'admin')
    await page.fill('#password', password)
    await page.click('button[type=submit]')
    await page.waitForURL(/password/)
    for (const [field, text] of [['old', password], ['fresh', 'qingshan-liushui-7'], ['again', 'qingshan-liushui-7']]) await page.fill(`#${field}`, text)
    await page.click('main button[type=submit]')
    await page.waitForSelector('.steps')
    assert.match(await page.locator('.steps .next').innerText(), /录入机构/)

    await page.click('.steps >> text=录入机构')
    await page.click('text=导入名单')
    const heads = '乡镇,学校标识码,学校名称,上级（主校）'
    await page.setInputFiles('.el-dialog:visible input[type=file]', csv('名单.csv', [heads, '河湾镇,2121000101,河湾小学,', '河湾镇,2121000101,河湾二小,']))
    assert.match(await page.locator('.findings').innerText(), /必须改正[\s\S]*第3行[\s\S]*重复/)
    assert.ok(await page.locator('.el-dialog:visible .el-dialog__footer .el-button--primary').isDisabled())
    await page.setInputFiles('.el-dialog:visible input[type=file]', csv('名单.csv', [heads, '河湾镇,2121000101,河湾小学,', '河湾镇,2121000102,河湾二小,', ',,东校区,2121000101']))
    await page.waitForSelector('text=将新增乡镇1个、学校3所')
    await page.click('.el-dialog__footer >> text=全部加入')
    await page.waitForSelector('.el-tree >> text=河湾镇')

    await page.click('a.brand')
    assert.match(await page.locator('.steps .next').innerText(), /建立账号/)
    await page.click('.steps >> text=建立账号')
    await page.click('text=批量建账号')
    await page.setInputFiles('.el-dialog:visible input[type=file]', csv('人员.csv', ['姓名,账号,角色,机构', '王芳,wangfang,学校填报员,2121000101', '李军,lijun,乡镇（学区）审核员,河湾镇']))
    await page.click('.el-dialog__footer >> text=建这2个账号')
    await page.waitForSelector('h1 >> text=一次性密码')
    assert.match(await page.locator('table .secret').first().innerText(), /^\w{5}(-\w{5}){3}$/)
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=导出表格')])
    const parts = unzipSync(Buffer.concat(await (await download.createReadStream()).toArray()))
    assert.ok(strFromU8(parts['xl/sharedStrings.xml']).includes('wangfang'))
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('ul.slips li:visible').count(), 2)
    await page.emulateMedia({ media: 'screen' })
    // Whoever leaves is asked first: the passwords are not told again.
    await page.click('nav.side >> text=批次')
    await page.click('.el-message-box__btns .el-button:not(.el-button--primary)')
    await page.click('main >> text=已经发下去了')
    await agree(page)
    await page.waitForSelector('th >> text=王芳')

    await page.click('a.brand')
    await page.click('.steps >> text=开启批次')
    await page.click('main >> text=新开批次')
    await page.fill('#r-due', '2099-12-31')
    await page.waitForSelector('.asked >> text=3所学校')
    await choose(page, 'r-cv_weighting', '不加权，总体标准差')
    await page.click('.el-dialog:visible button[type=submit]')
    await page.waitForSelector('main table >> text=不加权，总体标准差')
    await page.click('a.brand')
    await page.waitForSelector('h1 >> text=总览')
  })
})

inEveryHouse('looking after a house', (house) => {
  test('an organisation is added, renamed, merged and opened again, each from a day on', async () => {
    const page = await house.signIn('admin')
    await page.goto('/orgs')
    const node = (name) => page.click(`.el-tree-node__content:has-text("${name}") >> nth=0`)
    const told = page.locator('.told')
    await node('青禾市')
    for (const [name, code] of [['甲镇', ''], ['乙镇', '']]) {
      await node('青禾市')
      await page.click('.told >> text=在下面新增')
      await page.fill('#o-code', code)
      await page.fill('#o-name', name)
      await page.click('.el-dialog:visible button[type=submit]')
      await page.waitForSelector(`.told h2 >> text=${name}`)
    }
    await page.click('.told >> text=更名')
    await page.fill('#o-name', '乙街道')
    await page.click('.el-dialog:visible button[type=submit]')
    await page.waitForSelector('.told h2 >> text=乙街道')
    await told.locator('li').nth(1).waitFor()
    await page.click('.told >> text=合并')
    await choose(page, 'o-into', '甲镇')
    await page.click('.el-dialog:visible button[type=submit]')
    await page.waitForSelector('.told h2 >> text=已合并')
    await told.getByText('→ 甲镇').waitFor()
    await page.click('.told >> text=重新开办')
    await page.click('.el-dialog:visible button[type=submit]')
    await page.waitForSelector('.told li:nth-child(4)')
  })

  test('what cannot be is told beside the form', async () => {
    house.expect(409)
    const page = await house.signIn('admin')
    await page.goto('/orgs')
    const { township } = await house.returnOf('青禾市文星小学')
    await page.click(`.el-tree-node__content:has-text("${township}") >> nth=0`)
    await page.click('.told >> text=撤销')
    await page.click('.el-dialog:visible button[type=submit]')
    assert.match(await page.locator('.el-dialog:visible [role=alert]').innerText(), /下面还有/)
  })

  test('a role is given with its groups, and ends at once', async () => {
    const person = await house.hire('zhangli', '张丽', 'leader', house.round.org)
    const page = await house.signIn('admin')
    await page.goto('/accounts')
    const row = page.locator('tbody tr', { hasText: '张丽' })
    await row.locator('text=加角色').click()
    await choose(page, 'a-role', '县级业务人员')
    await page.click('.el-select:has(#a-topics)')
    await page.click('.el-select-dropdown__item:visible >> nth=0')
    await page.keyboard.press('Escape')
    if (!(await page.locator('.el-dialog:visible').count())) await row.locator('text=加角色').click()
    await page.click('.el-dialog:visible button[type=submit]')
    await row.locator('text=县级业务人员').waitFor()
    const hers = await house.signIn('zhangli')
    await hers.goto('/rounds')
    await row.locator('button', { hasText: '收回' }).first().click()
    await agree(page)
    await row.locator('text=曾任1项').waitFor()
    const { roles } = (await house.ask('admin', 'GET', '/api/accounts')).find((own) => own.id === person.id)
    assert.equal(roles.filter((own) => !own.ended_at).length, 1)
  })

  test('an account is disabled and enabled again', async () => {
    await house.hire('lifei', '李飞', 'leader', house.round.org)
    const page = await house.signIn('admin')
    await page.goto('/accounts')
    const row = page.locator('tbody tr', { hasText: '李飞' })
    await row.locator('text=停用').click()
    await agree(page)
    await row.locator('text=已停用').waitFor()
    await row.locator('button', { hasText: '恢复' }).click()
    await row.locator('text=正常').waitFor()
  })

  test('the log is searched by person, act and day', async () => {
    const page = await house.signIn('auditor')
    await page.goto('/log')
    await page.fill('input[aria-label^="操作人"]', 'auditor')
    await choose(page, '操作', '登录')
    await page.click('main form button[type=submit]')
    await page.waitForFunction(() => [...document.querySelectorAll('table.log tbody tr')].every((row) => row.children[3]?.innerText === '登录'))
    assert.ok(await page.locator('table.log tbody tr').count())
    await page.fill('#g-until', '2020-01-01')
    await page.click('main form button[type=submit]')
    await page.waitForSelector('text=没有符合条件的记录')
  })

  test('a round is closed and opened again', async () => {
    const page = await house.signIn('admin')
    await page.goto('/rounds')
    const row = page.locator('tbody tr', { hasText: house.round.title })
    await row.locator('button').click()
    await agree(page)
    await row.locator('text=已结束').waitFor()
    await row.locator('button', { hasText: '重新开启' }).click()
    await row.locator('text=填报中').waitFor()
  })
})
