// Is what people write shown as text, wherever it appears? Markup in names, reasons and notes does nothing.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { inEveryHouse } from './house.mjs'

const markup = '<img src=x onerror="window.struck=1"><script>window.struck=1</script>{{constructor.constructor("window.struck=1")()}}'

inEveryHouse('what people write', (house) => {
  let filled
  before(async () => {
    const county = house.round.org
    await house.ask('admin', 'POST', '/api/orgs', [
      { kind: 'township', code: '', name: `镇${markup}`, parent: county, from_day: '2015-09-01' },
    ])
    await house.hire('marker', `王${markup}`, 'leader', county)
    filled = await house.returnOf(house.people.clerk.place)
    const own = await house.toFill(filled.id)
    const field = own.form.fields.find((each) => each.kind === 'number' || each.digits === 0) ?? own.form.fields[0]
    const cells = { [field.name]: { ...own.cells[field.name], note: markup } }
    await house.ask('clerk', 'PATCH', `/api/returns/${own.id}`, { cells }, { 'if-match': `"${own.version}"` })
    const next = await house.ask('admin', 'GET', `/api/returns/${own.id}`)
    const sent = (await house.returns()).find((each) => each.state === 'submitted')
    const { version } = await house.ask('admin', 'GET', `/api/returns/${sent.id}`)
    await house.ask('admin', 'POST', `/api/returns/${sent.id}/send_back`, { reason: markup, field: null }, { 'if-match': `"${version}"` })
    filled = { own: next.id, back: sent.id }
  })

  for (const width of [1440, 390]) {
    test(`is shown as it was written at ${width} px`, async () => {
      const page = await house.signIn('admin', width)
      const round = `/rounds/${house.round.id}`
      const paths = ['/orgs', '/accounts', '/log', `${round}/board`, `${round}/returns`, `/returns/${filled.own}`, `/returns/${filled.back}`]
      let seen = 0
      for (const path of paths) {
        await page.goto(path)
        await page.waitForSelector('h1')
        await page.waitForLoadState('networkidle')
        assert.equal(await page.evaluate(() => window.struck), undefined, path)
        assert.equal(await page.locator('img[src="x"]').count(), 0, path)
        seen += (await page.locator('body').innerText()).includes('onerror=') ? 1 : 0
      }
      assert.ok(seen >= 2, `shown on ${seen} pages`)
    })
  }
})
