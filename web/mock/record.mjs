// Where do the mock's data come from? From the real program: its sample county, assessed.
//   node mock/record.mjs ../target/release/junheng
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parse } from 'smol-toml'

const here = dirname(fileURLToPath(import.meta.url))
const program = process.argv[2] ?? join(here, '../../target/release/junheng')
const pack = join(here, '../../packs/quality-balance-2017')
const folder = mkdtempSync(join(tmpdir(), 'junheng-mock-'))
const toml = (path) => parse(readFileSync(join(pack, path), 'utf8'))
const folderOf = (path) => readdirSync(join(pack, path)).filter((f) => f.endsWith('.toml'))
const run = (...args) => execFileSync(program, args, { maxBuffer: 1 << 28, cwd: folder, encoding: 'utf8' })

run('sample', 'county', '-q')
const files = readdirSync(join(folder, 'county')).map((file) => join('county', file))
const assess = (year) => JSON.parse(run('assess', ...files, '-y', year, '--day', '2026-10-01', '-f', 'json', '-q'))
const facts = (year) => JSON.parse(run('facts', 'import', ...files, '-y', year, '-f', 'json', '-q')).returns
const proof = (of) => JSON.parse(run('explain', ...files, '--day', '2026-10-01', '-q', '-f', 'json', '--of', of))

const runs = { 2024: assess('2024'), 2025: assess('2025') }
save('run', runs)
save('facts', { 2024: facts('2024'), 2025: facts('2025') })
save('forms', { school: form('school'), county: form('county') })
save('standard', standard(runs[2025]))
save('proofs', { cv: proof('小学 R4 CV'), figure: proof('青禾市实验小学 小学 R4'), item: proof('G3') })

function save(name, value) {
  writeFileSync(join(here, 'data', `${name}.json.gz`), gzipSync(JSON.stringify(value), { level: 9 }))
}

function form(id) {
  const own = toml(`forms/${id}.toml`)
  const stages = toml('pack.toml').stage
  const fields = own.field.flatMap((field) =>
    (field.stages ?? [null]).map((stage) => ({
      name: stage ? `${field.id}.${stage}` : field.id,
      field: field.id, stage, stage_title: stages.find((s) => s.id === stage)?.title ?? null,
      group: field.group, title: field.title, unit: field.unit ?? null, kind: field.kind,
      merge: field.kind === 'choice' ? null : (field.merge ?? 'sum'), digits: field.digits ?? (field.kind === 'amount' ? 2 : 0),
      options: (field.option ?? []).map(({ id, title }) => ({ id, title })),
      help: field.help ?? null, as_of: field.as_of ?? null, source: field.source ?? null,
    })))
  return { id: own.id, title: own.title, groups: own.group.map(({ id, title }) => ({ id, title })), fields }
}

function standard(document) {
  const of = (indicator, what) => Object.fromEntries(
    document.rules.filter((rule) => rule.indicator === indicator).map((rule) => [rule.stage, rule[what]]))
  const units = { 'teacher/100pupil': ['师/百生', 'teacher/100 pupils'], 'm2/pupil': ['平方米/生', 'm²/pupil'], 'yuan/pupil': ['元/生', 'yuan/pupil'], 'room/100pupil': ['间/百生', 'room/100 pupils'] }
  const indicators = folderOf('standards/indicators').map((f) => toml(`standards/indicators/${f}`)).sort((a, b) => a.order - b.order)
  const verdict = toml('standards/verdict.toml')
  const place = (group) => verdict.group.findIndex((g) => g.id === group)
  const items = folderOf('standards/items').map((f) => toml(`standards/items/${f}`))
    .sort((a, b) => place(a.group) - place(b.group) || a.order - b.order)
  return {
    id: document.standard.id, title: document.standard.title, day: document.standard.day, profile: document.standard.profile,
    stages: toml('pack.toml').stage.filter((s) => s.judged !== false).map(({ id, title }) => ({ id, title })),
    indicators: indicators.map((i) => ({
      id: i.id, title: i.title, short: i.short, digits: i.digits, sense: i.sense, clause: i.clause,
      unit: { zh: units[i.unit]?.[0] ?? i.unit, en: units[i.unit]?.[1] ?? i.unit },
      limits: of(i.id, 'limit'), floors: of(i.id, 'floor'), cv_limits: of(i.id, 'cv_limit'),
    })),
    groups: verdict.group,
    items: items.map((i) => ({ id: i.id, title: i.title, group: i.group, clause: i.clause, evidence: i.evidence?.needed ?? null, tests: (i.test ?? []).map((t) => ({ id: t.id, title: t.title, basis: t.basis })) })),
  }
}

// The permission table is small enough to be read: a module of its own.
const table = parse(readFileSync(join(here, '../../crates/app/permissions.toml'), 'utf8'))
const verbs = table.verb.map((v) => ({ ...v, topics: v.topics ?? false, personal: v.personal ?? false }))
writeFileSync(join(here, 'permissions.mjs'), `// Written by record.mjs from the program's permission table.\nexport const permissions = ${JSON.stringify({ roles: table.role, verbs }, null, 1)}\n`)
