// Can somebody change figures on a copy, see what comes of it, keep it, and leave the returns alone?
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { inEveryHouse } from './house.mjs'

const cell = (page, name) => page.locator(`[data-name="${name}"]`)

inEveryHouse('trying out', (house) => {
  let red, path
  before(async () => {
    path = `/rounds/${house.round.id}/what-if`
    const run = await house.ask('admin', 'GET', `/api/rounds/${house.round.id}/result`)
    const { gaps, code } = await firstGaps(run.counties[0].sections.filter((own) => own.outcome === 'fail'))
    red = { code, gap: gaps.find((own) => own.remedies.length) }
  })

  /** The first failing school of which some gap is closed by one figure. */
  async function firstGaps(sections) {
    for (const { code } of sections) {
      const { gaps } = await house.ask('admin', 'POST', `/api/rounds/${house.round.id}/try`, { basis: 'all', changes: {}, about: code })
      if (gaps.some((own) => own.remedies.length)) return { gaps, code }
    }
    throw new Error('no school has a gap that one figure closes')
  }

  async function bench(who = 'admin', query = `?school=${red.code}`, width) {
    const page = await house.signIn(who, width)
    await page.goto(path + query)
    await page.waitForSelector('[data-name]')
    return page
  }
  const judged = (page) => page.waitForResponse((answer) => answer.url().endsWith('/try') && answer.status() === 200)
  const returnsNow = async () => JSON.stringify((await house.returns()).map((own) => [own.id, own.state, own.filled]))
  const stands = async () => (await house.ask('admin', 'GET', `/api/rounds/${house.round.id}/result`)).facts.hash

  test('a button fills in what is lacking, the lamp turns, and the returns stay as they are', async () => {
    const [facts, returns] = [await stands(), await returnsNow()]
    const page = await bench()
    const row = page.locator('.figures tr', { hasText: red.gap.item }).first()
    await Promise.all([judged(page), row.locator('.fill').first().click()])
    await page.waitForSelector('[data-way=better]')
    assert.match(await page.locator('[data-way=better]').innerText(), new RegExp(red.gap.item))
    assert.match(await row.innerText(), /→/)
    await page.click('text=全部撤销')
    await Promise.all([judged(page), page.click('.el-message-box__btns .el-button--primary')])
    await page.waitForSelector('text=还没有改动')
    assert.equal(await page.locator('[data-way]').count(), 0)
    assert.deepEqual([await stands(), await returnsNow()], [facts, returns])
  })

  test('several changes stand in a list; one is undone by itself; what cannot be read is said at its cell', async () => {
    const page = await bench()
    const first = cell(page, 'teaching_area')
    const now = await first.inputValue()
    await Promise.all([judged(page), first.fill('９,999')])
    await Promise.all([judged(page), cell(page, 'multimedia_rooms').fill('很多')])
    await page.waitForSelector('.cell.must_fix')
    const list = page.locator('aside table').first()
    assert.equal(await list.locator('tbody tr').count(), 2)
    assert.match(await list.innerText(), /9999/)
    assert.ok(await list.locator('[role=alert]').innerText())
    await Promise.all([judged(page), list.locator('tbody tr', { hasText: '9999' }).getByText('撤销').click()])
    assert.equal(await first.inputValue(), now)
    assert.equal(await list.locator('tbody tr').count(), 1)
  })

  test('what is kept is opened again, says what has moved since, is compared and thrown away', async () => {
    const page = await bench()
    for (const [name, area] of [['扩建一', '20000'], ['扩建二', '40000']]) {
      await Promise.all([judged(page), cell(page, 'teaching_area').fill(area)])
      await page.click(name === '扩建一' ? '.pick .el-button--primary' : '.pick >> text=另存为')
      await page.fill('.el-message-box__input input', name)
      await page.click('.el-message-box__btns .el-button--primary')
      await page.waitForSelector(`.kept li >> text=${name}`)
    }
    await page.locator('.kept li', { hasText: '扩建一' }).locator('input').check()
    await page.locator('.kept li', { hasText: '扩建二' }).locator('input').check()
    await page.click('.kept >> xpath=.. >> text=比较')
    await page.waitForSelector('.compared tbody tr')
    assert.deepEqual((await page.locator('.compared th[scope=col]').allInnerTexts()).slice(2).sort(), ['扩建一', '扩建二'])

    const own = (await house.returns()).find((one) => one.code === red.code)
    const { version } = await house.toFill(own.id)
    await house.hire('renovator', '改建', 'school_clerk', own.org)
    await house.ask('renovator', 'PATCH', `/api/returns/${own.id}`, { cells: { teaching_area: { value: '12345' } } }, { 'if-match': `"${version}"` })
    const again = await bench()
    const kept = again.locator('.kept li', { hasText: '扩建一' })
    assert.match(await kept.innerText(), /报表有改动/)
    await Promise.all([judged(again), kept.getByText('打开').click()])
    await again.waitForSelector('text=保存后报表已改为 12345')
    await kept.getByText('删除').click()
    await again.click('.el-message-box__btns .el-button--primary')
    await again.waitForFunction(() => !document.querySelector('.kept')?.innerText.includes('扩建一'))
  })

  test('a lapsed session loses no change', async () => {
    const page = await bench('admin', '?school=')
    assert.match(await page.locator('.pick').innerText(), /县级报表/)
    await page.goto(`${path}?school=${red.code}`)
    await page.waitForSelector('[data-name=teaching_area]')
    await house.endSession(page)
    await cell(page, 'teaching_area').fill('23456')
    await page.waitForSelector('.el-dialog:visible input[type=password]')
    await page.fill('.el-dialog:visible input[type=password]', house.people.admin.password)
    await Promise.all([judged(page), page.click('.el-dialog:visible button')])
    assert.equal(await cell(page, 'teaching_area').inputValue(), '23456')
    assert.match(await page.locator('aside table').first().innerText(), /23456/)
  })

  test('it is not shown to who may only read', async () => {
    const page = await house.signIn('inspector')
    await page.goto('/')
    await page.waitForSelector('nav.side a')
    assert.ok(!(await page.locator('nav.side a').allInnerTexts()).includes('试算'))
    await page.goto(path)
    await page.waitForSelector('h1')
    assert.match(await page.locator('main').innerText(), /不能看/)
  })

  for (const width of [1440, 390]) test(`it fits ${width} px in both languages`, async () => {
    for (const language of ['zh', 'en']) {
      const page = await house.signIn('admin', width, language)
      await page.goto(`${path}?school=${red.code}`)
      await page.waitForSelector('[data-name]')
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0)
    }
  })
})
