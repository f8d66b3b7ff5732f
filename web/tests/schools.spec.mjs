// Does everybody see the schools that are his, and can he follow a figure down to its cell?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inEveryHouse } from './house.mjs'

inEveryHouse('the schools', (house) => {
  const round = () => `/rounds/${house.round.id}`

  test('a reviewer sees the schools of the township and no others', async () => {
    const page = await house.signIn('reviewer')
    await page.goto(`${round()}/schools`)
    await page.waitForSelector('table.schools tbody th')
    const townships = await page.locator('table.schools tbody td:nth-child(2)').allInnerTexts()
    assert.deepEqual([...new Set(townships)], [house.people.reviewer.place])
    await page.click('table.schools tbody th a >> nth=0')
    await page.waitForSelector('table.school')
    assert.equal(await page.locator('table.school th', { hasText: '名次' }).count(), 0, 'a place among the county tells of others')
  })

  test('a head teacher goes straight to the own school, and from a figure to its cell', async () => {
    const page = await house.signIn('head')
    await page.goto(`${round()}/schools`)
    await page.waitForSelector('table.school')
    await page.getByRole('heading', { level: 1, name: house.people.head.place }).waitFor()
    await page.click('table.school tbody tr:has-text("R4") td.num button')
    const proof = page.locator('.el-dialog:visible')
    await proof.locator('table a').first().waitFor()
    const name = await proof.locator('td:has(a)').first().getAttribute('title')
    assert.doesNotMatch(await proof.innerText(), /_/, 'formulas and their inputs are told by their titles')
    await proof.locator('table a').first().click()
    await page.waitForSelector('[data-name]')
    await page.waitForFunction((own) => document.activeElement?.dataset.name?.startsWith(own), name)
  })

  test('a school shows its years, and each year opens', async () => {
    const page = await house.signIn('admin')
    const own = await house.returnOf(house.people.clerk.place)
    await page.goto(`${round()}/schools/${own.code}`)
    await page.waitForSelector('text=历年')
    const years = await page.locator('section:has-text("历年") thead >> nth=0').locator('a').allInnerTexts()
    assert.deepEqual(years, house.rounds.map((known) => String(known.year)).reverse())
    await page.click(`section:has-text("历年") thead a:has-text("${years[0]}") >> nth=0`)
    await page.waitForURL((url) => url.pathname.includes(house.rounds.at(-1).id))
    await page.waitForSelector('table.school')
  })
})
