// Is what a clerk types kept, whatever happens meanwhile?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { write } from '../mock/server.mjs'
import { open } from './browser.mjs'

let desk
before(async () => (desk = await open()))
after(() => desk.close())

const id = 'r2199000100'
const own = () => desk.world.returns.get(id)
const cell = (page, name) => page.locator(`[data-name="${name}"]`)
const other = { id: 'a-other', name: '会计 刘洋' }

async function form(who = 'clerk', which = id) {
  const page = await desk.signIn(who)
  await page.goto(`${desk.url}/returns/${which}`)
  await page.waitForSelector('[data-name]')
  return page
}
const saved = (page) => page.waitForFunction(() => /已保存/.test(document.querySelector('.bar')?.innerText ?? ''))

test('a typed cell is saved by itself, commas and full-width digits included', async () => {
  const page = await form()
  await cell(page, 'teaching_area').fill('１０,234.5')
  await saved(page)
  assert.equal(own().cells.teaching_area.value, '10234.5')
})

test('what is wrong is said at its cell and in the list, and stands in the way of submitting', async () => {
  const page = await form()
  await cell(page, 'backbone_teachers.primary').fill('900')
  await page.waitForSelector('.found .g-must_fix')
  assert.match(await page.locator('.cell.must_fix .says').first().innerText(), /必须改正/)
  await page.click('.found button.plain')
  assert.equal(await page.evaluate(() => document.activeElement.dataset.name), 'backbone_teachers.primary')
  await page.click('.bar >> text=提交')
  await page.click('.el-message-box__btns .el-button--primary')
  await page.waitForSelector('.el-alert--error')
  assert.equal(own().state, 'draft')
  await cell(page, 'backbone_teachers.primary').fill('20')
  await saved(page)
})

test('what the server refuses stays on the page to be mended', async () => {
  const page = await form()
  await cell(page, 'pupils.primary').fill('三千')
  await page.waitForSelector('.cell.must_fix')
  await page.waitForTimeout(1200)
  assert.equal(await cell(page, 'pupils.primary').inputValue(), '三千')
  assert.equal(own().cells['pupils.primary'].value, '1507')
})

test('two people: cells of the other appear, the same cell is asked about, nothing is lost', async () => {
  const page = await form()
  write(own(), 'boarders', { value: '77' }, other)
  write(own(), 'migrant_children', { value: '88' }, other)
  own().version++
  await cell(page, 'migrant_children').fill('99')
  await cell(page, 'left_behind_children').fill('41')
  await page.waitForSelector('.el-dialog >> text=留我的')
  assert.equal(await cell(page, 'boarders').inputValue(), '77')
  assert.match(await page.locator('.el-dialog:visible').innerText(), /88/)
  await page.click('.el-dialog >> text=留我的')
  await saved(page)
  await page.waitForFunction(() => !document.querySelector('.cell.unsaved'))
  assert.deepEqual(['boarders', 'migrant_children', 'left_behind_children'].map((name) => own().cells[name].value), ['77', '99', '41'])
})

test('a block from Excel fills neighbouring cells down and to the right', async () => {
  const page = await form('admin', 'r3199000148')
  // The administrator may not fill a school's return: nothing is pasted.
  await cell(page, 'classes_26_30.primary').evaluate(pasteInto, '1\t2\n3\t4')
  assert.equal(await page.locator('.cell.unsaved').count(), 0)
  desk.world.accounts.find((a) => a.login === 'clerk').roles[0].org = 's3199000148'
  const clerk = await form('clerk', 'r3199000148')
  await cell(clerk, 'classes_26_30.primary').evaluate(pasteInto, '1\t2\n3\t4\n')
  await saved(clerk)
  const cells = desk.world.returns.get('r3199000148').cells
  assert.deepEqual(['classes_26_30.primary', 'classes_26_30.junior', 'classes_31_35.primary', 'classes_31_35.junior'].map((name) => cells[name].value), ['1', '2', '3', '4'])
  desk.world.accounts.find((a) => a.login === 'clerk').roles[0].org = 's2199000100'
})

function pasteInto(place, text) {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}

test('a lapsed session is renewed above the page, and the cell is saved after all', async () => {
  const page = await form()
  desk.world.sessions.clear()
  await cell(page, 'special_pupils').fill('5')
  await page.waitForSelector('.el-dialog:visible input[type=password]')
  await page.fill('.el-dialog:visible input[type=password]', 'mock')
  await page.click('.el-dialog:visible button')
  await saved(page)
  assert.equal(own().cells.special_pupils.value, '5')
})

test('the county approves group by group and sends back with a reason at a field', async () => {
  const page = await form('admin', 'r2199000103')
  await cell(page, 'teachers.primary').focus()
  await page.click('text=退回并指出这一栏')
  await page.click('.el-dialog:visible button[type=submit]')
  assert.match(await page.locator('.el-dialog:visible [role=alert]').innerText(), /原因/)
  await page.fill('.el-dialog:visible textarea', '与教师名册不一致')
  await page.click('.el-dialog:visible button[type=submit]')
  await page.waitForSelector('.sent')
  const last = desk.world.returns.get('r2199000103').events.at(-1)
  assert.deepEqual([last.event, last.field, last.reason], ['returned', 'teachers.primary', '与教师名册不一致'])
})

test('an officer bound to some groups fills and approves only those', async () => {
  desk.world.accounts.find((a) => a.login === 'officer').roles[0].topics = ['quality']
  const page = await form('officer', 'rcounty')
  assert.equal(await cell(page, 'declaration_year').getAttribute('readonly'), '')
  assert.equal(await page.locator('#group-quality [data-name][readonly]').count(), 0)
})

test('no complaint of the browser', () => assert.deepEqual(desk.complaints, []))
