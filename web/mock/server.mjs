// A stand-in for the server while pages are built and tested: recorded data, changes kept in memory.
//   node mock/server.mjs [port]     accounts: admin officer township clerk leader auditor fresh · password: mock
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { permissions } from './permissions.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const recorded = (name) => JSON.parse(gunzipSync(readFileSync(join(here, 'data', `${name}.json.gz`))))
const csp = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const say = (text, zh) => (text && typeof text === 'object' ? (zh ? text.zh : text.en) : text)

export function startMock(port = 0) {
  const world = build()
  const server = createServer((request, response) => {
    answer(world, request, response).catch((why) => problem(response, 500, 'internal', String(why)))
  })
  return new Promise((done) => server.listen(port, '127.0.0.1', () => done({ server, world, url: `http://127.0.0.1:${server.address().port}` })))
}

function build() {
  const facts = recorded('facts'), forms = recorded('forms'), standard = recorded('standard')
  const orgs = [org('county', '青禾市', null, 'county')]
  const towns = new Map()
  const returns = new Map()
  const content = (year, code) => {
    const own = facts[year].find((r) => (code ? r.code === code : r.form === 'county'))
    return Object.fromEntries((own?.figures ?? []).filter((f) => f.value !== 'not_reported' && f.value !== null).map((f) => [f.name, cell(f)]))
  }
  const cell = (f) => (['not_applicable', 'withheld'].includes(f.value) ? { missing: f.value } : { value: String(f.value) })
  facts[2025].forEach((own, index) => {
    if (own.form !== 'school') return
    if (!towns.has(own.township)) {
      towns.set(own.township, `t${towns.size}`)
      orgs.push(org(towns.get(own.township), own.township, 'county', 'township'))
    }
    orgs.push({ ...org(`s${own.code}`, own.name, towns.get(own.township), 'school'), code: own.code })
    const state = ['draft', 'submitted', 'submitted', 'checked', 'checked', 'locked', 'locked', 'locked', 'returned', 'locked'][index % 10]
    const cells = content('2025', own.code)
    if (state === 'draft') Object.keys(cells).forEach((name, i) => i % 4 === 3 && delete cells[name])
    returns.set(`r${own.code}`, ret(`r${own.code}`, 'school', `s${own.code}`, own.township, state, cells, content('2024', own.code)))
  })
  const own = content('2025')
  returns.set('rcounty', ret('rcounty', 'county', 'county', '', 'draft', own, content('2024')))
  const rounds = [round('2025', 2025, '2026-12-10', 'open'), round('2024', 2024, '2025-12-10', 'closed')]
  const accounts = [
    account('admin', '县管理员 张敏', 'county_admin', 'county'), account('officer', '财务股 李强', 'county_officer', 'county', ['money', 'equipment']),
    account('township', '文星街道 王芳', 'township_reviewer', 't0'), account('clerk', '实验小学 陈静', 'school_clerk', 's2199000100'),
    account('leader', '分管局长 赵伟', 'leader', 'county'), account('auditor', '审计 周宁', 'auditor', 'county'),
    { ...account('fresh', '新账号 吴洋', 'school_clerk', 's2199000101'), must_change: true },
  ]
  const world = { orgs, towns, returns, forms, standard, rounds, accounts, runs: recorded('run'), proofs: recorded('proofs'), sessions: new Map(), audit: [] }
  for (let i = 0; i < 130; i++) log(world, accounts[i % 4], ['sign_in', 'read_return', 'fill_school_return', 'submit_return', 'read_accounts'][i % 5], `r${2199000100 + (i % 40)}`, { version: i })
  return world
}

const org = (id, name, parent, kind) => ({ id, kind, code: '', name, parent, status: 'open', into_org: null, from_day: '2020-09-01' })
const round = (id, year, due, state) => ({ id, org: 'county', org_name: '青禾市', title: `${year}年优质均衡监测填报`, year, day: `${year + 1}-10-01`, due_day: due, standard: 'quality-balance-2017', overlays: [], profile: {}, rules_hash: 'd7595cbe9afe8677', state, created_at: Date.UTC(year, 8, 20) })
const account = (login, name, role, at, topics = []) => ({ id: `a-${login}`, login, name, must_change: false, locked_until: null, disabled: false, created_at: Date.UTC(2025, 8, 1), roles: [{ id: `g-${login}`, role, org: at, org_name: at === 'county' ? '青禾市' : at, topics, until_day: null }] })

function ret(id, form, orgId, township, state, cells, last_year) {
  const events = []
  const add = (event, name, more = {}) => events.push({ seq: events.length + 1, event, topic: null, field: null, reason: '', account: 'a', account_name: name, at: Date.UTC(2026, 10, 2 + events.length, 2, 15), ...more })
  if (state !== 'draft') add('submitted', '填报员 陈静')
  if (state === 'returned') add('returned', '审核员 王芳', { field: 'pupils.primary', reason: '在校生数与学籍系统不一致，请核对后重报。' })
  if (['checked', 'locked'].includes(state)) add('checked', '审核员 王芳')
  return { id, form, org: orgId, township, state, version: 7, cells, last_year, events, approved: state === 'checked' ? ['basics', 'pupils'] : [], changes: [] }
}

function log(world, who, verb, subject, detail) {
  const seq = world.audit.length + 1
  const previous = world.audit.at(-1)?.hash ?? '0'.repeat(64)
  const at = Date.now() - 1000 * 60 * Math.max(0, 130 - seq)
  const hash = createHash('sha256').update(previous + seq + verb + subject).digest('hex')
  world.audit.push({ seq, at, account: who.id, account_name: who.name, verb, subject, detail, previous, hash })
}

async function answer(world, request, response) {
  const url = new URL(request.url, 'http://mock')
  if (!url.pathname.startsWith('/api/')) return file(url.pathname, response)
  const body = await read(request)
  const zh = !(request.headers['accept-language'] ?? 'zh').startsWith('en')
  const token = /junheng=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
  const session = world.sessions.get(token)
  const call = { world, request, response, url, body, zh, token, session, path: url.pathname.slice(4), method: request.method }
  if (call.path === '/session' && call.method === 'POST') return signIn(call)
  if (!session) return problem(response, 401, 'signed-out', zh ? '尚未登录，或登录已过期。' : 'Nobody is signed in.')
  if (call.method !== 'GET' && request.headers['x-csrf-token'] !== session.csrf) return problem(response, 403, 'csrf', 'csrf')
  for (const [method, pattern, handle] of routes) {
    const match = pattern.exec(call.path)
    if (method === call.method && match) return handle(call, ...match.slice(1).map(decodeURIComponent))
  }
  problem(response, 404, 'not-found', '没有这个地址')
}

const routes = [
  ['GET', /^\/session$/, (c) => json(c, 200, sessionOf(c, c.session))],
  ['DELETE', /^\/session$/, (c) => { c.world.sessions.delete(c.token); empty(c) }],
  ['POST', /^\/session\/password$/, changePassword],
  ['GET', /^\/orgs$/, (c) => json(c, 200, c.world.orgs)],
  ['GET', /^\/orgs\/([^/]+)\/history$/, (c, id) => json(c, 200, c.world.orgs.filter((o) => o.id === id))],
  ['GET', /^\/accounts$/, (c) => json(c, 200, c.world.accounts)],
  ['POST', /^\/accounts$/, createAccounts],
  ['POST', /^\/accounts\/([^/]+)\/password$/, (c) => json(c, 200, { password: 'Kf7-pq2M-xw9T' })],
  ['DELETE', /^\/accounts\/([^/]+)$/, (c, id) => { c.world.accounts.find((a) => a.id === id).disabled = true; empty(c) }],
  ['GET', /^\/permissions$/, (c) => json(c, 200, permissions)],
  ['GET', /^\/standards$/, (c) => json(c, 200, [{ id: c.world.standard.id, version: '1.0.0', title: c.world.standard.title }])],
  ['GET', /^\/rounds$/, (c) => json(c, 200, c.world.rounds)],
  ['GET', /^\/rounds\/([^/]+)\/progress$/, progress],
  ['GET', /^\/rounds\/([^/]+)\/standard$/, (c) => json(c, 200, c.world.standard)],
  ['GET', /^\/rounds\/([^/]+)\/result$/, (c, id) => json(c, 200, c.world.runs[id])],
  ['GET', /^\/rounds\/([^/]+)\/proof$/, (c) => json(c, 200, proofOf(c))],
  ['GET', /^\/returns\/([^/]+)$/, readReturn],
  ['PATCH', /^\/returns\/([^/]+)$/, fill],
  ['GET', /^\/returns\/([^/]+)\/changes$/, (c, id) => json(c, 200, c.world.returns.get(id).changes.filter((x) => x.version > Number(c.url.searchParams.get('after'))))],
  ['POST', /^\/returns\/([^/]+)\/(submit|check|approve|send_back|ask_unlock|unlock)$/, step],
  ['GET', /^\/audit$/, audit],
  ['GET', /^\/audit\/verify$/, (c) => json(c, 200, { whole: true, lines: c.world.audit.length, hash: c.world.audit.at(-1).hash })],
]

function signIn(c) {
  const who = c.world.accounts.find((a) => a.login === c.body.login)
  if (!who || c.body.password !== 'mock') return problem(c.response, 401, 'wrong-password', c.zh ? '账号或密码不对。' : 'Name or password are wrong.')
  const token = randomBytes(12).toString('hex')
  const session = { who, csrf: randomBytes(8).toString('hex') }
  c.world.sessions.set(token, session)
  log(c.world, who, 'sign_in', who.id, {})
  c.response.setHeader('Set-Cookie', `junheng=${token}; HttpOnly; SameSite=Strict; Path=/`)
  json(c, 200, sessionOf(c, session))
}

function sessionOf(c, { who, csrf }) {
  const role = who.roles[0].role
  const title = permissions.roles.find((r) => r.id === role).title
  const verbs = permissions.verbs.filter((v) => v.roles.includes(role)).map((v) => v.id)
  return { login: who.login, name: who.name, must_change: who.must_change, csrf, today: '2026-11-22', roles: [{ ...who.roles[0], title }], verbs }
}

function changePassword(c) {
  if (c.body.old !== 'mock') return problem(c.response, 401, 'wrong-password', '现密码不对。')
  if (c.body.new.length < 10) return problem(c.response, 422, 'weak-password', '新密码太短，至少10个字符。')
  c.session.who.must_change = false
  empty(c)
}

function createAccounts(c) {
  const made = c.body.map((a) => {
    const one = { ...account(a.login, a.name, a.role, a.org, a.topics), must_change: true }
    c.world.accounts.push(one)
    return { id: one.id, login: one.login, password: 'Rw4-tt8N-ae3V' }
  })
  json(c, 201, made)
}

const reaches = (c, own) => {
  const grant = c.session.who.roles[0]
  return grant.org === 'county' || own.org === grant.org || c.world.towns.get(own.township) === grant.org
}

function progress(c) {
  const returns = [...c.world.returns.values()].filter((own) => reaches(c, own)).map((own) => {
    const org = c.world.orgs.find((o) => o.id === own.org)
    return { id: own.id, form: own.form, org: own.org, name: org.name, code: org.code, township: own.township, state: own.state, filled: Object.keys(own.cells).length, asked: c.world.forms[own.form].fields.length }
  })
  json(c, 200, { returns })
}

function proofOf(c) {
  const of = c.url.searchParams.get('of')
  if (/CV/.test(of)) return c.world.proofs.cv[0]
  return /R\d/.test(of) ? c.world.proofs.figure[0] : c.world.proofs.item[0]
}

function readReturn(c, id) {
  const own = c.world.returns.get(id)
  if (!own) return problem(c.response, 404, 'not-found', '没有这份报表。')
  const form = c.world.forms[own.form]
  const told = { id: form.id, title: say(form.title, c.zh), groups: form.groups.map((g) => ({ id: g.id, title: say(g.title, c.zh) })), fields: form.fields.map((f) => ({ ...f, title: say(f.title, c.zh), stage_title: say(f.stage_title, c.zh), help: say(f.help, c.zh), as_of: say(f.as_of, c.zh), options: f.options.map((o) => ({ id: o.id, title: say(o.title, c.zh) })) })) }
  tag(c, own)
  json(c, 200, { id, round: c.world.rounds[0], org: c.world.orgs.find((o) => o.id === own.org), form: told, state: own.state, version: own.version, cells: own.cells, last_year: own.last_year, findings: findings(own), events: own.events, approved: own.approved, verbs: verbs(c, own) })
}

function verbs(c, own) {
  const mine = permissions.verbs.filter((v) => v.roles.includes(c.session.who.roles[0].role)).map((v) => v.id)
  const possible = { draft: [own.form === 'county' ? 'fill_county_return' : 'fill_school_return', 'submit_return'], submitted: ['check_return', 'send_back_return'], checked: ['approve_return', 'send_back_return'], locked: ['ask_unlock', 'unlock_return'] }
  return (possible[own.state] ?? possible.draft).filter((v) => mine.includes(v))
}

function findings(own) {
  const found = []
  const value = (name) => (own.cells[name]?.value === undefined ? null : Number(own.cells[name].value))
  for (const stage of ['primary', 'junior']) {
    const [teachers, backbone, pupils, classes] = ['teachers', 'backbone_teachers', 'pupils', 'classes'].map((f) => value(`${f}.${stage}`))
    if (backbone !== null && teachers !== null && backbone > teachers) found.push({ code: 'backbone_within_teachers', grade: 'must_fix', field: `backbone_teachers.${stage}`, what: `骨干教师数 ${backbone} 多于专任教师数 ${teachers}。`, why: '骨干教师是专任教师的一部分，县里要逐人提供认定文件。', expected: `不超过 ${teachers}`, todo: '核对骨干教师名单和认定文件，去掉已调离、已退休和重复计入的人员。' })
    if (pupils && classes && pupils / classes > 55) found.push({ code: 'large_class', grade: 'explain', field: `classes.${stage}`, what: `平均每班 ${Math.round(pupils / classes)} 人，有大班额。`, todo: '核对班级花名册；情况属实的写明化解安排。' })
    const last = Number(own.last_year[`pupils.${stage}`]?.value)
    if (pupils && last && Math.abs(pupils / last - 1) > 0.1) found.push({ code: 'changed_much', grade: 'notice', field: `pupils.${stage}`, what: `在校生数比上年变化 ${Math.round((pupils / last - 1) * 100)}%。`, todo: '核对无误即可。' })
  }
  return found
}

function fill(c, id) {
  const own = c.world.returns.get(id)
  const seen = Number(/"(\d+)"/.exec(c.request.headers['if-match'] ?? '')?.[1] ?? NaN)
  if (Number.isNaN(seen)) return problem(c.response, 428, 'precondition-required', '缺少版本号')
  if (seen !== own.version) return problem(c.response, 412, 'changed-meanwhile', '别人已改动这份报表。', { version: own.version, changes: own.changes.filter((x) => x.version > seen) })
  const form = c.world.forms[own.form]
  const refused = {}
  for (const [name, cell] of Object.entries(c.body.cells)) {
    const field = form.fields.find((f) => f.name === name)
    if (field?.kind !== 'choice' && cell?.value && Number.isNaN(Number(cell.value))) {
      refused[name] = { code: 'not-a-number', grade: 'must_fix', field: name, what: `写的是“${cell.value}”，这里要数字。`, expected: '数字', todo: '请改为数字后再存。' }
      continue
    }
    write(own, name, cell, c.session.who)
  }
  if (Object.keys(refused).length < Object.keys(c.body.cells).length) own.version++
  tag(c, own)
  json(c, 200, { version: own.version, refused, findings: findings(own) })
}

/** Also for tests: somebody else writes a cell. */
export function write(own, name, cell, who) {
  if (cell) own.cells[name] = cell
  else delete own.cells[name]
  own.changes.push({ version: own.version + 1, field: name, cell, account: who.id, account_name: who.name, at: Date.now() })
}

function step(c, id, verb) {
  const own = c.world.returns.get(id)
  const event = { submit: 'submitted', check: 'checked', approve: 'approved', send_back: 'returned', ask_unlock: 'unlock_asked', unlock: 'unlocked' }[verb]
  if (verb === 'submit' && findings(own).some((f) => f.grade === 'must_fix')) return problem(c.response, 422, 'must-fix-first', '还有必须改正的问题，改正后才能提交。')
  own.events.push({ seq: own.events.length + 1, event, topic: c.body?.group ?? null, field: c.body?.field ?? null, reason: c.body?.reason ?? '', account: c.session.who.id, account_name: c.session.who.name, at: Date.now() })
  if (verb === 'approve') own.approved.push(c.body.group)
  const all = c.world.forms[own.form].groups.every((g) => own.approved.includes(g.id))
  own.state = { submit: 'submitted', check: 'checked', approve: all ? 'locked' : 'checked', send_back: 'returned', ask_unlock: own.state, unlock: 'returned' }[verb]
  own.version++
  tag(c, own)
  json(c, 200, { version: own.version, state: own.state })
}

function audit(c) {
  const q = c.url.searchParams
  const before = Number(q.get('before') ?? Infinity)
  const lines = [...c.world.audit].reverse().filter((l) => l.seq < before && (!q.get('subject') || l.subject === q.get('subject')) && (!q.get('account') || l.account === q.get('account')))
  json(c, 200, lines.slice(0, Number(q.get('limit') ?? 50)))
}

function tag(c, own) { c.response.setHeader('ETag', `"${own.version}"`) }
function empty(c) { c.response.writeHead(204).end() }
function json(c, status, body) {
  c.response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  c.response.end(JSON.stringify(body))
}
function problem(response, status, code, title, more = {}) {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' })
  response.end(JSON.stringify({ type: `about:${code}`, title, status, code, detail: null, todo: null, args: {}, ...more }))
}
async function read(request) {
  let text = ''
  for await (const chunk of request) text += chunk
  return text ? JSON.parse(text) : null
}
function file(path, response) {
  const dist = join(here, '../dist')
  let own = join(dist, path)
  if (!own.startsWith(dist) || !existsSync(own) || statSync(own).isDirectory()) own = join(dist, 'index.html')
  response.writeHead(200, { 'Content-Type': types[extname(own)] ?? 'application/octet-stream', 'Content-Security-Policy': csp })
  response.end(readFileSync(own))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startMock(Number(process.argv[2] ?? 8787))
  console.log(url)
}
