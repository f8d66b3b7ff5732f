// Do the pages of the county lead from each number to its reason, over the years and side by side?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inEveryHouse } from './house.mjs'

inEveryHouse('the views of the county', (house) => {
  const round = () => `/rounds/${house.round.id}`
  const proofOf = async (page) => {
    const proof = page.locator('.el-dialog:visible')
    await proof.locator('h2').waitFor()
    return proof
  }

  test('from a coefficient of the overview to a school and to a cell', async () => {
    const page = await house.signIn('admin')
    await page.goto(`${round()}/overview`)
    await page.click('table.cvs tbody tr:has-text("R5") button >> nth=0')
    const proof = await proofOf(page)
    assert.match(await proof.innerText(), /R5/)
    const school = proof.locator('table a').first()
    const name = await school.innerText()
    await school.click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.click('table.school tbody tr:has-text("R5") td.num button')
    await (await proofOf(page)).locator('table a').first().click()
    await page.waitForURL(/\/returns\//)
  })

  test('the rounds stand side by side, and the administrator sets the day aimed at', async () => {
    const page = await house.signIn('admin')
    await page.goto(`${round()}/overview`)
    await page.waitForSelector('table.trend')
    const years = await page.locator('table.trend thead a').allInnerTexts()
    assert.deepEqual(years, house.rounds.map((own) => String(own.year)).reverse())
    assert.ok(await page.locator('table.trend tbody tr').count() >= 14 + 3)
    await page.locator('.verdict').getByRole('button', { name: '设定' }).click()
    await page.fill('.verdict input[type=date]', '2099-12-31')
    await page.locator('.verdict').getByRole('button', { name: '保存' }).click()
    await page.waitForSelector('.verdict >> text=2099-12-31')
    assert.match(await page.locator('.verdict').innerText(), /还有\d+天/)
    const leader = await house.signIn('leader')
    await leader.goto(`${round()}/overview`)
    await leader.waitForSelector('.verdict >> text=2099-12-31')
    assert.equal(await leader.locator('.verdict >> text=修改').count(), 0)
  })

  test('what cannot be decided names whose figures are missing', async () => {
    const page = await house.signIn('admin')
    await page.goto(`${round()}/overview?`)
    await page.waitForSelector('text=离达标还差')
    const lacks = page.locator('.lack')
    assert.ok(await lacks.count())
    for (const text of await lacks.allInnerTexts()) assert.match(text, /缺数据 .+/)
  })

  test('two years are compared: what turned, why, and the schools that changed', async () => {
    const page = await house.signIn('leader')
    await page.goto(`${round()}/compare`)
    await page.waitForSelector('table.figures')
    const turned = await page.locator('table.figures tbody tr').count()
    await page.click('text=只看改变判定的')
    await page.waitForFunction((n) => document.querySelectorAll('table.figures tbody tr').length > n, turned)
    assert.match(await page.locator('table.figures tbody tr >> nth=0').innerText(), /→/)
    await page.goto(`${round()}/compare?before=${house.round.id}&before_basis=locked`)
    await page.waitForSelector('text=学校变动')
    assert.match(await page.locator('section:has-text("学校变动")').innerText(), /之前没有计入/)
  })

  test('an indicator by township and by urban or rural, and every school', async () => {
    const page = await house.signIn('admin')
    await page.goto(`${round()}/indicators/R4`)
    await page.waitForSelector('text=分组平均')
    await page.locator('.el-select.by').first().click()
    await page.locator('.el-select-dropdown:visible >> text=城乡分类').click()
    await page.waitForSelector('th >> text=镇区')
    await page.locator('details summary').first().click()
    await page.locator('details[open] td.num button').first().click()
    assert.match(await (await proofOf(page)).innerText(), /R4/)
  })
})
