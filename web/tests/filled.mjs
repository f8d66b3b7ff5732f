// The invented county, filled once a build of the program and copied for every file of tests.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { changePassword, serve } from './serving.mjs'

export const program = path.resolve(process.env.JUNHENG ?? fileURLToPath(new URL('../../target/debug/junheng', import.meta.url)))
const server = process.env.JUNHENG_TEST_POSTGRES
const shelf = path.join(path.dirname(program), 'houses')
const run = promisify(execFile)

/** A copy of the filled house: the address of its data, who may sign in, and how to take it away. */
export async function copyOf(engine) {
  const folder = await filled()
  const people = JSON.parse(await readFile(path.join(folder, 'people.json'), 'utf8'))
  const copy = await mkdtemp(path.join(shelf, 'copy-'))
  await cp(path.join(folder, 'data'), copy, { recursive: true })
  const isFile = engine === 'sqlite'
  const name = `copy_${process.pid}_${Date.now()}`
  if (!isFile) await sql(`CREATE DATABASE ${name} TEMPLATE ${await filledThere(folder)}`)
  const away = async () => {
    if (!isFile) await sql(`DROP DATABASE ${name} WITH (FORCE)`)
    await rm(copy, { recursive: true })
  }
  return { data: isFile ? copy : `${server}/${name}`, files: path.join(copy, 'junheng.files'), people, away }
}

/** Another build or another day is another house. Whoever comes second while it is made makes his own. */
async function filled() {
  const { mtimeMs, size } = await stat(program).catch(() => {
    throw new Error(`${program} is missing: cargo build -p junheng, or say in JUNHENG where it is`)
  })
  const ready = path.join(shelf, `filled-${Math.floor(mtimeMs)}-${size}-${new Date().toISOString().slice(0, 10)}`)
  if (await isThere(ready)) return ready
  await mkdir(shelf, { recursive: true })
  const making = await mkdtemp(path.join(shelf, 'making-'))
  await fill(making)
  await rename(making, ready).catch(() => rm(making, { recursive: true }))
  const former = (await readdir(shelf)).filter((own) => own.startsWith('filled-') && own !== path.basename(ready))
  await Promise.all(former.map((own) => rm(path.join(shelf, own), { recursive: true, force: true })))
  return ready
}

async function fill(folder) {
  const data = path.join(folder, 'data')
  const { stderr } = await run(program, ['sample', path.join(folder, 'workbooks'), '--data', data], { env: { ...process.env, COLUMNS: '200' } })
  const rows = stderr.split('\n').map((line) => line.trim().split(/\s{2,}/)).filter((row) => row.length === 4 && /^\w+(-\w+){3}$/.test(row[3]))
  const people = Object.fromEntries(rows.map(([role, place, login, password]) => [login, { login, password, role, place }]))
  const own = await serve(program, data)
  for (const person of Object.values(people)) person.password = await changePassword(own.url, person)
  await own.stop()
  await writeFile(path.join(folder, 'people.json'), JSON.stringify(people))
}

/** The same house on the PostgreSQL server, brought there by the program itself. */
async function filledThere(folder) {
  const ready = path.basename(folder).replaceAll('-', '_')
  if (await sql(`SELECT 1 FROM pg_database WHERE datname = '${ready}'`)) return ready
  const making = `making_${process.pid}`
  await sql(`CREATE DATABASE ${making}`)
  await run(program, ['migrate', '--from', path.join(folder, 'data'), '--to', `${server}/${making}`, '--to-files', path.join(folder, 'data', 'junheng.files')])
  await sql(`ALTER DATABASE ${making} RENAME TO ${ready}`).catch(() => sql(`DROP DATABASE ${making}`))
  return ready
}

async function sql(statement) {
  const { stdout } = await run('psql', [`${server}/postgres`, '-tAqc', statement])
  return stdout.trim()
}
const isThere = (file) => stat(file).then(() => true, () => false)
