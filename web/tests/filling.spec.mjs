// Is what a clerk types kept, whatever happens meanwhile?
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { cell, openReturn, saved } from './form.mjs'
import { inEveryHouse } from './house.mjs'

inEveryHouse('filling in a return', (house) => {
  let own
  before(async () => {
    own = await house.returnOf(house.people.clerk.place)
    await house.hire('liuyang', '刘洋', 'school_clerk', own.org)
  })

  async function form(who = 'clerk', id = own.id) {
    const page = await house.signIn(who)
    await openReturn(page, id)
    return page
  }
  const read = (id = own.id) => house.ask('admin', 'GET', `/api/returns/${id}`)
  const kept = async (...names) => {
    const { cells } = await read()
    return names.map((name) => cells[name]?.value)
  }
  async function writeAsOther(cells) {
    const { version } = await read()
    const written = Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, { value }]))
    await house.ask('liuyang', 'PATCH', `/api/returns/${own.id}`, { cells: written }, { 'if-match': `"${version}"` })
  }

  test('a typed cell is saved by itself, commas and full-width digits included', async () => {
    const page = await form()
    await cell(page, 'teaching_area').fill('１０,234.5')
    await saved(page)
    assert.deepEqual(await kept('teaching_area'), ['10234.5'])
  })

  test('what is wrong is said at its cell and in the list, and stands in the way of submitting', async () => {
    const page = await form()
    const [before] = await kept('backbone_teachers.primary')
    await cell(page, 'backbone_teachers.primary').fill('900')
    await page.waitForSelector('.found .g-must_fix')
    assert.match(await page.locator('.cell.must_fix .says').first().innerText(), /必须改正/)
    await page.click('.found button.plain')
    assert.equal(await page.evaluate(() => document.activeElement.dataset.name), 'backbone_teachers.primary')
    await page.focus('[data-name="teaching_area"]')
    await page.click('.bar >> text=提交')
    await page.waitForSelector('.el-message--warning')
    assert.equal(await page.evaluate(() => document.activeElement.dataset.name), 'backbone_teachers.primary', 'the first of them is shown')
    assert.equal((await read()).state, 'returned')
    await cell(page, 'backbone_teachers.primary').fill(before)
    await saved(page)
  })

  test('what must be explained is explained beside its field, and then no longer stands in the way', async () => {
    const page = await form()
    const [before] = await kept('teaching_area')
    await cell(page, 'teaching_area').fill('90')
    const note = page.locator('[data-note="teaching_area"], [data-note="pupils.primary"]').first()
    await note.waitFor()
    await page.click('.bar >> text=提交')
    await page.waitForSelector('.el-message--warning')
    await note.fill('新校舍在建，借用村委会房屋')
    await note.blur()
    await saved(page)
    const { cells, findings } = await read()
    const asking = findings.filter((own) => own.grade === 'explain')
    assert.ok(asking.length && asking.every((own) => cells[own.field].note), JSON.stringify(asking))
    await cell(page, 'teaching_area').fill(before)
    await saved(page)
  })

  test('what the server refuses stays on the page to be mended, and stands in the way of submitting', async () => {
    const page = await form()
    const before = await kept('pupils.primary')
    await cell(page, 'pupils.primary').fill('三千')
    await page.waitForSelector('.cell.must_fix')
    await page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    assert.equal(await cell(page, 'pupils.primary').inputValue(), '三千')
    await page.locator('.found .g-must_fix').first().waitFor()
    await page.focus('[data-name="teaching_area"]')
    await page.click('.bar >> text=提交')
    await page.locator('.el-message--warning', { hasText: '必须改正' }).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement.dataset.name), 'pupils.primary')
    assert.deepEqual(await kept('pupils.primary'), before)
  })

  test('two people: cells of the other appear, the same cell is asked about, nothing is lost', async () => {
    const page = await form()
    await writeAsOther({ boarders: '77', migrant_children: '88' })
    await cell(page, 'migrant_children').fill('99')
    await cell(page, 'left_behind_children').fill('41')
    await page.waitForSelector('.el-dialog >> text=留我的')
    assert.equal(await cell(page, 'boarders').inputValue(), '77')
    assert.match(await page.locator('.el-dialog:visible').innerText(), /88[^]*刘洋|刘洋[^]*88/)
    await page.click('.el-dialog >> text=留我的')
    await saved(page)
    await page.waitForFunction(() => !document.querySelector('.cell.unsaved'))
    assert.deepEqual(await kept('boarders', 'migrant_children', 'left_behind_children'), ['77', '99', '41'])
  })

  test('a block from Excel fills neighbouring cells down and to the right', async () => {
    const school = await house.returnOf('青禾市育才学校')
    await house.toFill(school.id)
    // The administrator may not fill a school's return: nothing is pasted.
    const page = await form('admin', school.id)
    await cell(page, 'classes_26_30.primary').evaluate(pasteInto, '1\t2\n3\t4')
    assert.equal(await page.locator('.cell.unsaved').count(), 0)
    await house.hire('yucai', '钱填报', 'school_clerk', school.org)
    const clerk = await form('yucai', school.id)
    await cell(clerk, 'classes_26_30.primary').evaluate(pasteInto, '1\t2\n3\t4\n')
    await saved(clerk)
    const { cells } = await read(school.id)
    const names = ['classes_26_30.primary', 'classes_26_30.junior', 'classes_31_35.primary', 'classes_31_35.junior']
    assert.deepEqual(names.map((name) => cells[name].value), ['1', '2', '3', '4'])
  })

  test('a lapsed session is renewed above the page, and the cell is saved after all', async () => {
    const page = await form()
    await house.endSession(page)
    await cell(page, 'special_pupils').fill('5')
    await page.waitForSelector('.el-dialog:visible input[type=password]')
    await page.fill('.el-dialog:visible input[type=password]', house.people.clerk.password)
    await page.click('.el-dialog:visible button')
    await saved(page)
    assert.deepEqual(await kept('special_pupils'), ['5'])
  })

  test('the county sends back with a reason at a field', async () => {
    const checked = (await house.returns()).find((one) => one.form === 'school' && one.state === 'checked')
    const page = await form('admin', checked.id)
    const field = await page.locator('[data-name^="teachers."]').first().getAttribute('data-name')
    await cell(page, field).focus()
    await page.click('text=退回并指出这一栏')
    await page.click('.el-dialog:visible button[type=submit]')
    assert.match(await page.locator('.el-dialog:visible [role=alert]').innerText(), /原因/)
    await page.fill('.el-dialog:visible textarea', '与教师名册不一致')
    await page.click('.el-dialog:visible button[type=submit]')
    await page.waitForSelector('.sent')
    const last = (await read(checked.id)).events.at(-1)
    assert.deepEqual([last.event, last.field, last.reason], ['returned', field, '与教师名册不一致'])
  })

  test('an officer bound to some groups fills only those', async () => {
    const county = (await house.returns()).find((one) => one.form === 'county')
    await house.toFill(county.id)
    await house.hire('quality', '孙质量', 'county_officer', county.org, { topics: ['quality'] })
    const page = await form('quality', county.id)
    assert.equal(await cell(page, 'declaration_year').getAttribute('readonly'), '')
    assert.equal(await page.locator('#group-quality [data-name][readonly]').count(), 0)
  })
})

function pasteInto(place, text) {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}
