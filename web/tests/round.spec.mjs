// A whole round, as each of those who take part in it: opened, filled in with mistakes, sent back, mended,
// checked, approved group by group, locked, unlocked, corrected, locked again.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { agree, cell, giveReason, openReturn, press, saved, saysAt, state, type } from './form.mjs'
import { inEveryHouse } from './house.mjs'

const title = '2026年优质均衡监测填报'

inEveryHouse('a whole round', (house) => {
  let own, lastYear
  const read = () => house.ask('admin', 'GET', `/api/returns/${own.id}`)
  const approve = async (group) => house.ask('officer', 'POST', `/api/returns/${own.id}/approve`, { group }, { 'if-match': `"${(await read()).version}"` })
  before(async () => {
    const { id } = await house.returnOf(house.people.clerk.place)
    lastYear = (await house.ask('admin', 'GET', `/api/returns/${id}`)).cells
  })

  test('the administrator opens it', async () => {
    const page = await house.signIn('admin')
    await page.goto('/rounds')
    await page.getByRole('button', { name: '新开批次' }).click()
    const dialog = page.locator('.el-dialog:visible')
    await dialog.getByLabel('名称').fill(title)
    await dialog.getByLabel('判定日').fill('2026-10-01')
    await dialog.getByLabel('截止').fill('2099-12-31')
    await dialog.getByRole('button', { name: '开启' }).click()
    await page.getByRole('row', { name: title }).getByText('填报中').waitFor()
    house.round = (await house.ask('admin', 'GET', '/api/rounds')).find((round) => round.title === title)
    own = await house.returnOf(house.people.clerk.place)
    assert.equal(own.state, 'draft')
  })

  test('the clerk signs in and finds the own return, empty, last year beside it', async () => {
    const page = await house.page()
    await page.goto('/')
    await page.getByLabel('账号').fill('clerk')
    await page.getByLabel('密码', { exact: true }).fill(house.people.clerk.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '我的报表' }).waitFor()
    await page.getByRole('link', { name: '填写' }).click()
    await page.waitForSelector('[data-name]')
    assert.equal(new URL(page.url()).pathname, `/returns/${own.id}`)
    assert.equal(await cell(page, 'pupils.primary').inputValue(), '')
    const beside = page.locator('.line:has([data-name="pupils.primary"]) .last')
    assert.equal(await beside.innerText(), lastYear['pupils.primary'].value)
  })

  test('the clerk types last year\'s figures, then what is wrong, and sees in words what to mend', async () => {
    const page = await house.signIn('clerk')
    await openReturn(page, own.id)
    for (const name of await page.$$eval('[data-name]', (all) => all.map((place) => place.dataset.name))) {
      if (lastYear[name]?.value) await type(page, name, lastYear[name].value)
    }
    await saved(page)
    const spoiled = {
      'pupils.primary': ['一千一百', /要数字/],
      boarders: ['-5', /不能小于零|不能是负数/],
      'classes.primary': ['28.5', /要整数|应当是整数/],
      'backbone_teachers.primary': ['900', /骨干教师数不超过专任教师数/],
      teaching_area: ['0', /必须改正|需要说明/],
    }
    for (const [name, [value, words]] of Object.entries(spoiled)) {
      await type(page, name, value)
      await saysAt(page, name).filter({ hasText: words }).waitFor()
    }
    assert.match(await page.locator('.found').first().innerText(), /骨干教师数/)
    await press(page, '提交')
    await page.locator('.el-message--warning', { hasText: '必须改正' }).waitFor()
    assert.equal((await read()).state, 'draft')
  })

  test('the clerk mends, explains and submits', async () => {
    const page = await house.signIn('clerk')
    await openReturn(page, own.id)
    for (const name of ['backbone_teachers.primary', 'teaching_area', 'boarders', 'classes.primary']) await type(page, name, lastYear[name].value)
    await type(page, 'pupils.primary', '1140')
    await cell(page, 'pupils.primary').focus()
    await page.getByLabel('说明（为什么属实）', { exact: true }).fill('本学期转入三人')
    await saved(page)
    await press(page, '提交')
    await agree(page)
    await state(page, '待初审')
    const { cells } = await read()
    assert.deepEqual([cells['pupils.primary'].value, cells['pupils.primary'].note], ['1140', '本学期转入三人'])
    assert.equal(await cell(page, 'pupils.primary').getAttribute('readonly'), '')
  })

  test('the township sends it back with a reason at a cell', async () => {
    const page = await house.signIn('reviewer')
    await page.goto(`/rounds/${house.round.id}/board`)
    await page.getByRole('link', { name: own.name, exact: true }).click()
    await cell(page, 'pupils.primary').focus()
    assert.match(await page.locator('.panel').innerText(), /本学期转入三人/)
    await page.getByRole('button', { name: '退回并指出这一栏' }).click()
    await giveReason(page, '与学籍系统差两人，请核对')
    await state(page, '已退回')
  })

  test('the clerk reads the reason, goes to the cell, mends and hands in again', async () => {
    const page = await house.signIn('clerk')
    await page.goto('/')
    await page.getByRole('row', { name: own.name }).getByText('已退回').waitFor()
    await page.getByRole('link', { name: '填写' }).click()
    const sent = page.locator('.sent')
    assert.match(await sent.innerText(), /与学籍系统差两人/)
    await sent.getByRole('button').click()
    assert.equal(await page.evaluate(() => document.activeElement.dataset.name), 'pupils.primary')
    await type(page, 'pupils.primary', '1138')
    await saved(page)
    await press(page, '提交')
    await agree(page)
    await state(page, '待初审')
  })

  test('the township checks it', async () => {
    const page = await house.signIn('reviewer')
    await openReturn(page, own.id)
    await press(page, '初审通过')
    await state(page, '待审定')
  })

  test('an officer approves group by group, and with the last it is locked', async () => {
    const page = await house.signIn('officer')
    await openReturn(page, own.id)
    const groups = await page.locator('section.group').count()
    for (let left = groups; left > 0; left--) {
      assert.equal((await read()).state, 'checked')
      const button = page.getByRole('button', { name: '审定本组' })
      assert.equal(await button.count(), left)
      await button.first().click()
      await page.waitForFunction((n) => document.querySelectorAll('.group h2 .mark.green').length === n, groups - left + 1)
    }
    await state(page, '已审定')
    assert.equal((await read()).approved.length, groups)
  })

  test('the clerk asks for it to be unlocked and says why', async () => {
    const page = await house.signIn('clerk')
    await openReturn(page, own.id)
    assert.equal(await cell(page, 'teaching_area').getAttribute('readonly'), '')
    await press(page, '申请解锁')
    await giveReason(page, '新教学楼面积漏报')
    await page.locator('.found', { hasText: '新教学楼面积漏报' }).waitFor()
    assert.equal((await read()).state, 'locked')
  })

  test('the administrator unlocks, the clerk corrects, and it goes the whole way again', async () => {
    const admin = await house.signIn('admin')
    await openReturn(admin, own.id)
    await press(admin, '解锁')
    await giveReason(admin, '同意补报新教学楼')
    await state(admin, '已退回')

    const clerk = await house.signIn('clerk')
    await openReturn(clerk, own.id)
    await type(clerk, 'teaching_area', '6985.71')
    await saved(clerk)
    await press(clerk, '提交')
    await agree(clerk)
    await state(clerk, '待初审')

    const reviewer = await house.signIn('reviewer')
    await openReturn(reviewer, own.id)
    await press(reviewer, '初审通过')
    await state(reviewer, '待审定')

    for (const group of (await read()).form.groups) await approve(group.id)
    await openReturn(reviewer, own.id)
    await state(reviewer, '已审定')
    const { cells, events } = await read()
    assert.equal(cells.teaching_area.value, '6985.71')
    const steps = ['submitted', 'returned', 'submitted', 'checked', 'unlock_asked', 'unlocked', 'submitted', 'checked']
    assert.deepEqual(events.map((own) => own.event).filter((own) => own !== 'approved'), steps)
  })

  test('what was corrected counts in the result, and the auditor sees that the log is whole', async () => {
    const result = await house.ask('leader', 'GET', `/api/rounds/${house.round.id}/result?basis=locked`)
    const section = result.counties[0].sections.find((one) => one.code === own.code)
    assert.ok(section.figures.some((figure) => figure.inputs.some((input) => input.value.startsWith('6985.71'))))
    const page = await house.signIn('auditor')
    await page.goto('/log')
    await page.getByRole('button', { name: '核验日志链' }).click()
    await page.locator('.el-alert--success', { hasText: '日志完整' }).waitFor()
  })
})
