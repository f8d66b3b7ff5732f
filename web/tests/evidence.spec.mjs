// Are papers brought, looked at, missed and taken away, and are items talked about?
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { inEveryHouse } from './house.mjs'

const pdf = (text) => ({ name: '继续教育学时登记表.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`) })

inEveryHouse('evidence', (house) => {
  let path
  before(() => {
    path = `/rounds/${house.round.id}/evidence`
  })
  const open = async (who, width) => {
    const page = await house.signIn(who, width)
    await page.goto(path)
    await page.waitForSelector('table.data')
    return page
  }
  const drop = (page, ...files) => page.setInputFiles('input[type=file]', files)

  test('a clerk sees what the school must bring, and brings it', async () => {
    const page = await open('clerk')
    assert.match(await page.locator('caption').innerText(), /还缺/)
    await page.locator('tr#Q4 .el-checkbox').click()
    await drop(page, pdf('budget'))
    await page.waitForSelector('li[data-state=done]')
    await page.waitForSelector('tr#Q4 >> text=已有')
    await drop(page, pdf('budget'))
    await page.waitForSelector('li[data-state=known]')
    assert.equal(await page.locator('tr#Q4 .paper').count(), 1)
  })

  test('a page that calls itself a PDF is refused with a reason', async () => {
    const page = await open('clerk')
    await drop(page, { name: '批复.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html><script>alert(1)</script></html>') })
    await page.waitForSelector('li[data-state=refused]')
    assert.match(await page.locator('li[data-state=refused]').innerText(), /不是可用作佐证的文件[^]*PDF/)
  })

  test('a paper is described and shown in place', async () => {
    const page = await open('clerk')
    await drop(page, pdf('shown'))
    await page.waitForSelector('li[data-state=done]')
    const own = page.locator('section.card:has-text("还没有标注项目") .paper').first()
    await own.locator('text=修改').click()
    await page.fill('#paper-title', '学时登记（盖章）')
    await page.fill('#paper-issuer', '教师进修学校')
    await page.fill('#paper-until', '2020-01-01')
    await page.fill('#paper-items', 'G12')
    await page.click('.el-select-dropdown__item:visible:has-text("G12")')
    await page.click('.el-dialog:visible button[type=submit]')
    await page.waitForSelector('tr#G12 >> text=已过期')
    await page.locator('tr#G12 .paper button').first().click()
    await page.waitForSelector('.el-dialog:visible iframe.shown')
    assert.match(await page.locator('.el-dialog:visible').innerText(), /SHA-256 [0-9a-f]{64}/)
  })

  test('the county sees what is missing and takes everything away', async () => {
    const page = await open('admin')
    assert.match(await page.inputValue('textarea.chat'), /还没有交齐[^]*G3/)
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=打包下载')])
    const parts = unzipSync(Buffer.concat(await (await download.createReadStream()).toArray()))
    const names = Object.keys(parts)
    assert.ok(names.some((name) => /^G3 .+\/.+\/校舍平面图\.bmp$/.test(name)), names.join('\n'))
    const index = unzipSync(parts[names.find((name) => name.endsWith('.xlsx'))])
    assert.match(strFromU8(index['xl/workbook.xml']), /缺少材料/)
    await page.click('table.data button.plain >> text=青禾市育才学校')
    await page.waitForURL(/org=/)
    assert.match(await page.locator('caption').innerText(), /青禾市育才学校/)
  })

  test('an item shows its papers, its owner and what is said about it', async () => {
    const page = await house.signIn('officer')
    await page.goto(`/rounds/${house.round.id}/items`)
    const row = page.locator('tr#G14')
    await row.locator('text=指定').click()
    await page.fill('#owner-department', '招生办')
    await page.fill('#owner-person', '冯主任')
    await page.click('.el-dialog:visible button[type=submit]')
    await row.locator('text=招生办 冯主任').waitFor()
    await row.locator('summary:has-text("意见")').click()
    await row.locator('.comments input').fill('名额分配方案请附录取名册')
    await row.locator('.comments button[type=submit]').click()
    await row.locator('text=名额分配方案请附录取名册').waitFor()
    await page.locator('tr#G1 a:has-text("佐证")').click()
    await page.waitForURL(/evidence\?item=G1/)
    await page.locator('main >> text=学校布局专项规划').first().waitFor()
  })

  for (const width of [1440, 390]) {
    for (const who of ['admin', 'clerk', 'inspector', 'head']) {
      test(`${who} opens the page at ${width} px`, async () => {
        const page = await open(who, width)
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page does not scroll sideways')
      })
    }
  }
})
