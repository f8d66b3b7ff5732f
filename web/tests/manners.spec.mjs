// Does the program behave as people expect of it: signing in and out, languages, keys, paper?
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { cell, openReturn, saved } from './form.mjs'
import { inEveryHouse } from './house.mjs'

inEveryHouse('manners', (house) => {
  let own, round
  before(async () => {
    own = await house.returnOf(house.people.clerk.place)
    round = `/rounds/${house.round.id}`
  })
  const enter = async (page, login, password) => {
    await page.getByLabel('账号').fill(login)
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
  }

  test('after signing in one is where one wanted to go; after signing out, nothing is to be seen', async () => {
    const page = await house.page()
    await page.goto(`${round}/schools`)
    await page.waitForURL(/sign-in/)
    await enter(page, 'leader', house.people.leader.password)
    await page.waitForURL(`${round}/schools`)
    await page.getByRole('button', { name: '退出' }).click()
    await page.waitForURL(/sign-in/)
    await page.goBack()
    await page.waitForURL(/sign-in/)
    assert.equal(await page.locator('table').count(), 0)
  })

  test('who is wrong too often has to wait, and is told how long', async () => {
    await house.hire('forgetful', '何忘事', 'leader', house.round.org)
    house.expect(429)
    const page = await house.page()
    await page.goto('/')
    const told = page.locator('[role=alert]').first()
    for (let tries = 0; tries < 20 && !/秒后再试/.test(await told.innerText().catch(() => '')); tries++) {
      const answer = page.waitForResponse((one) => one.url().endsWith('/api/session') && one.request().method() === 'POST')
      await enter(page, 'forgetful', 'not-the-password-1')
      await answer
      await told.waitFor()
    }
    assert.match(await told.innerText(), /\d+秒后再试/)
    const answer = page.waitForResponse((one) => one.request().method() === 'POST')
    await enter(page, 'forgetful', house.people.forgetful.password)
    assert.notEqual((await answer).status(), 200, 'not even with the right one')
  })

  test('the first password is changed before anything else, and bad ones are refused with a reason', async () => {
    const [{ password }] = await house.ask('admin', 'POST', '/api/accounts', [{ login: 'beginner', name: '新人', role: 'leader', org: house.round.org, topics: [], until_day: null }])
    const page = await house.page()
    await page.goto('/')
    await enter(page, 'beginner', password)
    await page.waitForURL(/password/)
    const change = async (fresh, again = fresh) => {
      await page.getByLabel('现密码').fill(password)
      await page.getByLabel('新密码', { exact: true }).fill(fresh)
      await page.getByLabel('再输一遍新密码').fill(again)
    }
    await change('qinghe-2026-zhang', 'qinghe-2026-zhan')
    await page.getByText('两次输入的新密码不一样').waitFor()
    await change('abc')
    await page.getByRole('button', { name: '保存' }).click()
    await page.locator('.el-alert--error').waitFor()
    await change('qinghe-2026-zhang')
    await page.getByRole('button', { name: '保存' }).click()
    await page.waitForURL(/overview/)
  })

  test('the language changes in place, on paper of the same page, and is remembered', async () => {
    const page = await house.signIn('leader')
    await page.goto(`${round}/overview`)
    await page.getByRole('heading', { name: '县域判定' }).waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: /Overview/ }).waitFor()
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
    assert.equal(await page.getByRole('heading', { name: '县域判定' }).count(), 0)
    await page.reload()
    await page.getByRole('heading', { level: 1, name: /Overview/ }).waitFor()
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('heading', { name: '县域判定' }).waitFor()
  })

  test('a return is filled in without a mouse', async () => {
    const page = await house.signIn('clerk')
    await page.goto('/')
    const link = page.getByRole('link', { name: /填写|查看/ })
    await link.waitFor()
    await tabTo(page, link)
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-name]')
    await tabTo(page, cell(page, 'boarders'))
    await page.keyboard.press('Control+A')
    await page.keyboard.type('12')
    await page.keyboard.press('Enter')
    const focused = () => page.evaluate(() => document.activeElement.dataset.name)
    assert.equal(await focused(), 'migrant_children')
    await page.keyboard.press('ArrowUp')
    assert.equal(await focused(), 'boarders')
    await saved(page)
    const { cells } = await house.ask('clerk', 'GET', `/api/returns/${own.id}`)
    assert.equal(cells.boarders.value, '12')
    const submit = page.locator('.bar').getByRole('button', { name: '提交' })
    await page.keyboard.press('Shift+Tab')
    await tabTo(page, submit, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.locator('.el-message-box').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.el-message-box').waitFor({ state: 'hidden' })
  })

  test('leaving with something not kept asks first', async () => {
    const page = await house.signIn('clerk')
    await openReturn(page, own.id)
    await page.route('**/api/returns/*', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()))
    house.expect(/ERR_FAILED/)
    await cell(page, 'boarders').fill('13')
    await page.locator('.bar', { hasText: '保存不上' }).waitFor()
    const asked = new Promise((told) => page.once('dialog', (dialog) => dialog.dismiss().then(() => told(dialog.message()))))
    await page.locator('nav.side a').first().click()
    assert.match(await asked, /没保存/)
    assert.equal(await cell(page, 'boarders').inputValue(), '13')
    await page.unroute('**/api/returns/*')
    await page.getByRole('button', { name: '重试' }).click()
    await saved(page)
  })

  test('the overview is printed on A4 with nothing to press on it', async () => {
    const page = await house.signIn('leader')
    await page.goto(`${round}/overview`)
    await page.getByRole('heading', { name: '县域判定' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('button:not(.plain):visible, nav:visible').count(), 0)
    await page.getByText('打印于').waitFor()
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const pages = pdf.match(/\/Type\s*\/Page\b/g).length
    assert.ok(pages >= 1 && pages <= 3, `${pages} pages`)
    assert.match(pdf, /\/MediaBox\s*\[0 0 59[45]\.\d+ 84[12]/)
    // Heads come again on each sheet.
    assert.equal(await page.locator('table.data thead').first().evaluate((head) => getComputedStyle(head).display), 'table-header-group')
  })
})

/** Goes on by the keyboard until a place has the focus. */
async function tabTo(page, place, key = 'Tab') {
  for (let n = 0; n < 80; n++) {
    if (await place.evaluate((own) => own === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error('it is not reached by the keyboard')
}
