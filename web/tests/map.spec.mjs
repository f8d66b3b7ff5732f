// Are schools seen where they lie, with and without shapes, and can the county bring both?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inEveryHouse } from './house.mjs'

const file = (name, content) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })

inEveryHouse('the map', (house) => {
  async function open(who = 'admin', width, language) {
    const page = await house.signIn(who, width, language)
    await page.goto(`/rounds/${house.round.id}/map`)
    await page.waitForSelector('table.data tbody tr')
    return page
  }
  const dots = (page) => page.locator('[role=img] svg path').count()

  test('points, shades, a legend with counts, and a card for the chosen school', async () => {
    const page = await open('leader')
    await page.waitForSelector('[role=img] svg path')
    assert.ok((await dots(page)) > 60)
    const legend = await page.locator('.legend').first().innerText()
    assert.match(legend, /不达标 \d+/)
    assert.match(legend, /[●◆▲]/)
    const link = page.locator('table.data tbody th a').first()
    await link.focus()
    assert.match(await page.locator('.school-card').innerText(), new RegExp(`${await link.innerText()}[^]*R1[^]*R7`))
    await page.locator('.el-select:has(#by)').click()
    await page.locator('.el-select-dropdown__item:visible').getByText('R5').click()
    await page.waitForFunction(() => /下限|达标/.test(document.querySelector('.legend').innerText))
  })

  test('filters reach the map, the legend and the table alike', async () => {
    const page = await open()
    const all = await page.locator('table.data tbody tr').count()
    await page.locator('.filters .el-select').nth(3).click()
    await page.click('.el-select-dropdown__item:visible >> text=不达标')
    await page.waitForFunction((all) => document.querySelectorAll('table.data tbody tr').length < all, all)
    assert.ok((await page.locator('table.data tbody td:nth-child(5)').allInnerTexts()).every((text) => text.includes('不达标')))
  })

  test('a file is looked at first; what is wrong is named; the good rows are taken', async () => {
    const page = await open()
    const [one, two] = (await house.ask('admin', 'GET', `/api/orgs/${house.round.org}/map`)).schools
    await page.click('.head >> text=上传地图数据')
    const table = `学校标识码,经度,纬度\n${one.code},119.801,38.601\n${two.code},38.6,119.8\n999,119.8,38.6\n`
    await page.setInputFiles('input[type=file]', file('位置.csv', table))
    await page.waitForSelector('.told li')
    const told = await page.locator('.told').innerText()
    assert.match(told, /写反/)
    assert.match(told, /999/)
    assert.match(told, /GCJ-02/)
    await page.click('.el-dialog:visible .el-button--primary')
    await page.waitForFunction(() => document.querySelector('table.data')?.innerText.includes('119.801'))
    await page.click('.head >> text=上传地图数据')
    await page.setInputFiles('input[type=file]', file('米.geojson', '{"type":"Point","coordinates":[41512345,4571234]}'))
    await page.waitForSelector('.told li')
    assert.match(await page.locator('.el-dialog:visible').innerText(), /EPSG:4326/)
    assert.equal(await page.locator('.el-dialog:visible .el-button--primary').count(), 0)
  })

  test('a school without a place is placed by hand', async () => {
    const page = await open()
    const first = page.locator('.without button').first()
    const name = await first.innerText()
    await first.click()
    await page.fill('#lon', '500')
    await page.fill('#lat', '38.7')
    await page.click('.edit button[type=submit]')
    assert.match(await page.locator('.edit [role=alert]').innerText(), /70/)
    await page.fill('#lon', '119.9')
    await page.click('.edit button[type=submit]')
    await page.waitForFunction((name) => !document.querySelector('.without')?.innerText.includes(name), name)
  })

  test('without shapes the points are drawn alone', async () => {
    await house.ask('admin', 'DELETE', `/api/orgs/${house.round.org}/shapes`)
    const page = await open()
    await page.waitForSelector('text=没有边界图形')
    assert.ok((await dots(page)) > 60)
  })

  test('without points it says how to bring them, and who only reads cannot', async () => {
    const { schools } = await house.ask('admin', 'GET', `/api/orgs/${house.round.org}/map`)
    await house.ask('admin', 'PATCH', `/api/orgs/${house.round.org}/places`, { places: Object.fromEntries(schools.map((own) => [own.org, null])) })
    const page = await open()
    assert.match(await page.locator('main').innerText(), /学校标识码、经度、纬度/)
    const reader = await open('inspector')
    assert.equal(await reader.locator('text=上传地图数据').count(), 0)
  })

  for (const width of [1440, 390]) test(`it fits ${width} px in both languages`, async () => {
    for (const language of ['zh', 'en']) {
      const page = await open('admin', width, language)
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0)
    }
  })
})
