// Does a workbook come back as it was filled in, whatever program saved it?
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { inEveryHouse } from './house.mjs'

const run = promisify(execFile)
const office = process.env.SOFFICE ?? 'soffice'
const hasOffice = await run(office, ['--version']).then(() => true, () => false)

inEveryHouse('workbooks', (house) => {
  let own, folder
  before(async () => {
    own = await house.toFill((await house.returnOf('青禾市实验小学')).id)
    folder = await mkdtemp(path.join(tmpdir(), 'junheng-kit-'))
  })
  after(() => rm(folder, { recursive: true }))

  const convert = (file, to) => run(office, ['--headless', `-env:UserInstallation=file://${folder}/office`, '--convert-to', to, '--outdir', folder, file])
  const read = () => house.ask('admin', 'GET', `/api/returns/${own.id}`)
  async function imported(page, file) {
    await page.goto(`/rounds/${house.round.id}/import`)
    await page.setInputFiles('input[type=file]', file)
    await page.waitForSelector('h2:has-text("第二步")')
  }
  async function kit(page) {
    const answer = await page.context().request.get(`/api/returns/${own.id}/kit.xlsx`)
    assert.equal(answer.status(), 200)
    const file = path.join(folder, 'kit.xlsx')
    await writeFile(file, await answer.body())
    return file
  }

  test('a kit that nobody touched changes nothing', async () => {
    const page = await house.signIn('clerk')
    await imported(page, await kit(page))
    assert.match(await page.locator('main').innerText(), /没有要改的格/)
    assert.ok(await page.locator('text=确定导入').isDisabled())
  })

  test('a kit filled in with another program comes back: figures are taken, what is wrong is told with its cell', { skip: !hasOffice && 'no LibreOffice here' }, async () => {
    const page = await house.signIn('clerk')
    await convert(await kit(page), 'fods')
    const flat = path.join(folder, 'kit.fods')
    const book = await readFile(flat, 'utf8')
    await writeFile(flat, written(written(book, 'pupils.primary', '1201'), 'teaching_area', '六千'))
    await convert(flat, 'ods')
    await convert(path.join(folder, 'kit.ods'), 'xlsx')
    await imported(page, path.join(folder, 'kit.xlsx'))
    const text = await page.locator('main').innerText()
    assert.match(text, /会改1份报表的1格/)
    assert.match(text, /在校生数（小学）\s+\d+\s+1201/)
    const wrong = await page.locator('tr:has-text("六千")').innerText()
    assert.match(wrong, /必须改正/)
    assert.match(wrong, /工作表“学校年报表”，第\d+行[A-Z]+列/)
    const before = await read()
    await page.click('text=确定导入')
    await page.waitForSelector('.el-alert--success')
    const after = await read()
    assert.equal(after.cells['pupils.primary'].value, '1201')
    assert.deepEqual({ ...after.cells, 'pupils.primary': null }, { ...before.cells, 'pupils.primary': null })
  })

  test('a table of another school is told, not written', async () => {
    const page = await house.signIn('clerk')
    const file = path.join(folder, '别校.csv')
    await writeFile(file, '学校标识码,学校名称,在校生数（小学）\n2199000101,别的小学,5\n=1+1,=HYPERLINK("x"),7\n')
    await imported(page, file)
    const text = await page.locator('main').innerText()
    assert.match(text, /没有要改的格/)
    assert.match(text, /不归你管/)
  })

  test('the township takes the kits of its schools, and nobody else’s', async () => {
    const page = await house.signIn('reviewer')
    await page.goto(`/rounds/${house.round.id}/board`)
    const [zip] = await Promise.all([page.waitForEvent('download'), page.click('text=下载离线填报包')])
    assert.match(zip.suggestedFilename(), /\.zip$/)
    const bytes = await readFile(await zip.path())
    const inside = bytes.toString('utf8')
    const filed = await house.ask('reviewer', 'GET', `/api/rounds/${house.round.id}/progress`)
    for (const one of filed.returns) assert.ok(inside.includes(`${one.name} 学校年报表.xlsx`), one.name)
    assert.equal(inside.split('学校年报表.xlsx').length - 1, 2 * filed.returns.length, 'each once, and once in the list at the end')
  })
})

/** A flat workbook with another value in the cell of a field. */
function written(book, field, value) {
  const at = book.indexOf(`<text:p>${field}</text:p>`)
  assert.ok(at > 0, field)
  const from = book.indexOf('<table:table-cell', at)
  const to = book.indexOf('</table:table-cell>', from)
  const number = /^\d+$/.test(value)
  const cell = book.slice(from, to)
    .replace(/ office:value-type="[^"]*"| office:value="[^"]*"| calcext:value-type="[^"]*"/g, '')
    .replace('<table:table-cell', number ? `<table:table-cell office:value-type="float" office:value="${value}"` : '<table:table-cell office:value-type="string"')
    .replace(/<text:p>[^<]*<\/text:p>$|<text:p>[^<]*<\/text:p>\s*$/, `<text:p>${value}</text:p>`)
  return book.slice(0, from) + cell + book.slice(to)
}
