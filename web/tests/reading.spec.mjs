// What do those see who look: leader, inspector, auditor?
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { inEveryHouse } from './house.mjs'

inEveryHouse('reading', (house) => {
  let round, result
  before(async () => {
    round = `/rounds/${house.round.id}`
    result = (await house.ask('leader', 'GET', `/api${round}/result?basis=all`)).counties[0]
  })
  const open = async (who, path, width) => {
    const page = await house.signIn(who, width)
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    return page
  }

  test('the leader goes from the verdict to what stands in its way, to a school, to one of its cells', async () => {
    const page = await open('leader', '/')
    assert.equal(new URL(page.url()).pathname, `${round}/overview`)
    const verdicts = { pass: '达标', fail: '不达标', cannot_decide: '无法判定' }
    assert.match(await page.locator('.verdict .big').innerText(), new RegExp(verdicts[result.verdict]))
    const schools = result.sections.filter((own) => own.stage === 'primary')
    const passing = schools.filter((own) => own.outcome === 'pass').length
    await page.locator('.pass', { hasText: `${passing} / ${schools.length}` }).waitFor()

    await page.getByRole('link', { name: '查看全部' }).click()
    await page.waitForURL(/\/schools/)
    const first = page.locator('tbody th a').first()
    const name = await first.innerText()
    await first.click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByRole('button', { name: '计算依据' }).first().click()
    const proof = page.locator('.el-dialog:visible article')
    await proof.first().waitFor()
    const said = await proof.first().innerText()
    assert.match(said, new RegExp(name))
    assert.match(said, /条款|依据|公式/)
    assert.ok(said.includes(house.round.title), 'the proof names the return that the figures were read from')
  })

  test('the leader finds a school among many and sorts them', async () => {
    const page = await open('leader', `${round}/schools`)
    const rows = page.locator('table.schools tbody tr')
    await rows.first().waitFor()
    const all = await rows.count()
    await page.getByLabel('校名或标识码').fill('育才')
    await page.waitForFunction((n) => document.querySelectorAll('table.schools tbody tr').length < n, all)
    for (const text of await rows.locator('th').allInnerTexts()) assert.match(text, /育才/)
    await page.getByLabel('校名或标识码').fill('没有这样的学校')
    await page.getByText('没有符合条件的学校').waitFor()
  })

  test('an indicator shows its spread, and why it is what it is', async () => {
    const page = await open('leader', `${round}/indicators/R5`)
    await page.locator('[role=img] svg').first().waitFor()
    await page.getByRole('button', { name: '计算依据' }).first().click()
    const said = await page.locator('.el-dialog:visible article').first().innerText()
    const { cv } = result.spreads.find((own) => own.indicator === 'R5' && own.stage === 'primary')
    assert.ok(said.includes(cv.toFixed(3).slice(0, 4)), `${said.slice(0, 400)} … tells ${cv}`)
  })

  test('the inspector reads the items and a return, and has nothing to press that changes one', async () => {
    const page = await open('inspector', `${round}/items`)
    for (const item of result.items) await page.locator(`tr[id="${item.id}"]`).waitFor()
    const [filed] = (await house.returns()).filter((own) => own.state === 'submitted')
    await page.goto(`/returns/${filed.id}`)
    await page.waitForSelector('[data-name]')
    assert.equal(await page.locator('[data-name]:not([readonly])').count(), 0)
    assert.deepEqual(await page.locator('.bar button').allInnerTexts(), [])
  })

  test('an inspector whose visit is over does not come in', async () => {
    await house.hire('visitor', '冯督学', 'inspector', house.round.org, { until_day: '2026-01-31' })
    const page = await house.signIn('visitor')
    await page.goto(`${round}/overview`)
    await page.getByText('不能看').waitFor()
    assert.equal(await page.locator('nav.side a').count(), 0)
    house.expect(403)
    const asked = await page.context().request.get(`/api${round}/result`)
    assert.equal(asked.status(), 403)
  })

  test('the auditor reads the log, verifies the chain and takes the table of permissions along', async () => {
    await house.ask('leader', 'GET', `/api${round}/result?basis=locked`)
    const page = await open('auditor', '/log')
    const rows = page.locator('table.log tbody tr')
    await rows.first().waitFor()
    const had = await rows.count()
    await page.getByRole('button', { name: '再读早些的' }).click()
    await page.waitForFunction((n) => document.querySelectorAll('table.log tbody tr').length > n, had)
    await page.getByRole('button', { name: '核验日志链' }).click()
    await page.locator('.el-alert--success', { hasText: /日志完整：\d+行/ }).waitFor()
    await page.goto('/permissions')
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=导出表格')])
    const parts = unzipSync(Buffer.concat(await (await download.createReadStream()).toArray()))
    assert.match(Buffer.from(parts['xl/sharedStrings.xml']).toString(), /督导人员/)
  })
})
