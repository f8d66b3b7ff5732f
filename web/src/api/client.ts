// How do pages ask the server? One place for headers, versions and errors.
import type * as t from './types'
import type { Run } from './run'

export class Problem extends Error {
  constructor(readonly status: number, readonly body: t.ProblemBody, readonly retryAfter: number | null) {
    super(body.title ?? body.code ?? String(status))
  }
  get code(): string {
    return this.body.code ?? ''
  }
}

/** What requests carry, and whom to tell that nobody is signed in any more. */
export const wire = {
  csrf: '',
  language: 'zh',
  signedOut: (): void => {},
  mustChange: (): void => {},
}

export interface Versioned<T> {
  body: T
  version: number
}

interface Ask {
  method?: string
  body?: unknown
  version?: number
  /** Names the request, so that sent twice it is done once; none for what changes nothing. */
  key?: string | null
}

async function send(path: string, ask: Ask = {}): Promise<Response> {
  const method = ask.method ?? 'GET'
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': wire.language }
  if (method !== 'GET') headers['X-CSRF-Token'] = wire.csrf
  if (method === 'POST' && ask.key !== null && !(ask.body instanceof Blob)) headers['Idempotency-Key'] = ask.key ?? key()
  if (ask.version !== undefined) headers['If-Match'] = `"${ask.version}"`
  const file = ask.body instanceof Blob ? ask.body : null
  if (ask.body !== undefined) headers['Content-Type'] = file ? 'application/octet-stream' : 'application/json'
  const body = ask.body === undefined ? undefined : (file ?? JSON.stringify(ask.body))
  const response = await fetch(`/api${path}`, { method, headers, body, credentials: 'same-origin' })
  if (!response.ok) throw await problem(response, path)
  return response
}

async function problem(response: Response, path: string): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as t.ProblemBody
  const wait = Number(response.headers.get('Retry-After')) || null
  if (response.status === 401 && body.code !== 'wrong-password' && path !== '/session') wire.signedOut()
  if (body.code === 'must-change-password') wire.mustChange()
  return new Problem(response.status, body, wait)
}

// crypto.randomUUID exists on https and localhost only; a bureau's server is often plain http.
function key(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
}

async function json<T>(path: string, ask?: Ask): Promise<T> {
  return (await (await send(path, ask)).json()) as T
}

async function nothing(path: string, ask: Ask): Promise<void> {
  await send(path, ask)
}

async function versioned<T extends { version: number }>(path: string, ask?: Ask): Promise<Versioned<T>> {
  const response = await send(path, ask)
  const body = (await response.json()) as T
  const tag = /"(\d+)"/.exec(response.headers.get('ETag') ?? '')
  return { body, version: tag ? Number(tag[1]) : body.version }
}

function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const given = Object.entries(values).filter(([, v]) => v !== null && v !== undefined && v !== '')
  return given.length ? `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}` : ''
}

/** Sends a file as it is. Only this older way of asking tells how far it has come. */
function sendFile<T>(path: string, file: Blob, told: (part: number) => void, halt: AbortSignal): Promise<{ status: number; body: T }> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api${path}`)
    const headers = { Accept: 'application/json', 'Accept-Language': wire.language, 'X-CSRF-Token': wire.csrf, 'Content-Type': 'application/octet-stream' }
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => event.total && told(event.loaded / event.total)
    request.onerror = () => failed(new TypeError('network'))
    request.onabort = () => failed(new DOMException('stopped', 'AbortError'))
    request.onload = async () => {
      const response = new Response(request.responseText, { status: request.status, headers: { 'Retry-After': request.getResponseHeader('Retry-After') ?? '' } })
      if (response.ok) done({ status: response.status, body: (await response.json()) as T })
      else failed(await problem(response, path))
    }
    halt.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

const at = encodeURIComponent

export const api = {
  signIn: (login: string, password: string) => json<t.Session>('/session', { method: 'POST', body: { login, password } }),
  session: () => json<t.Session>('/session'),
  signOut: () => nothing('/session', { method: 'DELETE' }),
  changePassword: (old: string, fresh: string) => nothing('/session/password', { method: 'POST', body: { old, new: fresh } }),

  orgs: (day?: string) => json<t.Org[]>(`/orgs${query({ day })}`),
  orgHistory: (id: string) => json<t.Org[]>(`/orgs/${at(id)}/history`),
  addOrgs: (orgs: t.NewOrg[]) => json<{ ids: string[] }>('/orgs', { method: 'POST', body: orgs }),
  changeOrg: (id: string, state: t.OrgState) => nothing(`/orgs/${at(id)}/states`, { method: 'POST', body: state }),
  listOrgs: (file: File, asked: { county: string; from_day: string; add: boolean }) =>
    json<t.OrgList>(`/orgs/list${query({ name: file.name, ...asked })}`, { method: 'POST', body: file }),
  accounts: () => json<t.Account[]>('/accounts'),
  tryAccountList: (file: File) => json<t.AccountList>(`/accounts/list${query({ name: file.name })}`, { method: 'POST', body: file }),
  createAccounts: (accounts: t.NewAccount[]) =>
    json<{ id: string; login: string; password: string }[]>('/accounts', { method: 'POST', body: accounts }),
  resetPassword: (id: string) => json<{ password: string }>(`/accounts/${at(id)}/password`, { method: 'POST' }),
  grant: (id: string, role: Omit<t.NewAccount, 'login' | 'name'>) =>
    nothing(`/accounts/${at(id)}/roles`, { method: 'POST', body: role }),
  endRole: (id: string) => nothing(`/grants/${at(id)}`, { method: 'DELETE' }),
  disable: (id: string) => nothing(`/accounts/${at(id)}`, { method: 'DELETE' }),
  enable: (id: string) => nothing(`/accounts/${at(id)}/enable`, { method: 'POST' }),
  permissions: () => json<t.Permissions>('/permissions'),

  standards: () => json<t.StandardSummary[]>('/standards'),
  rounds: () => json<t.Round[]>('/rounds'),
  roundSchools: (county: string, day: string) => json<t.RoundSchool[]>(`/orgs/${at(county)}/schools${query({ day })}`),
  openRound: (round: t.NewRound) =>
    json<{ id: string }>('/rounds', { method: 'POST', body: round }),
  setRound: (id: string, state: 'open' | 'closed') => nothing(`/rounds/${at(id)}`, { method: 'PATCH', body: { state } }),
  progress: (round: string) => json<{ returns: t.Filed[] }>(`/rounds/${at(round)}/progress`),
  standard: (round: string) => json<t.Standard>(`/rounds/${at(round)}/standard`),
  result: (round: string, basis: string) => json<Run>(`/rounds/${at(round)}/result${query({ basis })}`),
  proof: (round: string, of: string, basis: string) => json<t.Proof>(`/rounds/${at(round)}/proof${query({ of, basis })}`),
  schools: (round: string, basis: string) => json<t.Schools>(`/rounds/${at(round)}/schools${query({ basis })}`),
  school: (round: string, school: string, basis: string) => json<t.School>(`/rounds/${at(round)}/schools/${at(school)}${query({ basis })}`),
  schoolProof: (round: string, school: string, of: string, basis: string) => json<t.Proof>(`/rounds/${at(round)}/schools/${at(school)}/proof${query({ of, basis })}`),
  schoolHistory: (org: string, basis: string) => json<t.SchoolHistory>(`/orgs/${at(org)}/results${query({ basis })}`),
  trend: (org: string, basis: string) => json<t.Trend>(`/orgs/${at(org)}/trend${query({ basis })}`),
  setTarget: (org: string, day: string | null) => nothing(`/orgs/${at(org)}/target`, { method: 'PUT', body: { day } }),
  means: (round: string, of: string, basis: string) => json<t.Means>(`/rounds/${at(round)}/means${query({ of, basis })}`),
  comparison: (sides: Record<string, string>) => json<t.Comparison>(`/comparison${query(sides)}`),

  readReturn: (id: string) => versioned<t.Return>(`/returns/${at(id)}`),
  fill: (id: string, version: number, cells: Record<string, t.Cell | null>) =>
    versioned<t.Saved>(`/returns/${at(id)}`, { method: 'PATCH', version, body: { cells } }),
  changes: (id: string, after: number) => json<t.Change[]>(`/returns/${at(id)}/changes${query({ after })}`),
  step: (id: string, version: number, step: string, body: Record<string, unknown> = {}) =>
    versioned<{ version: number; state: string }>(`/returns/${at(id)}/${step}`, { method: 'POST', version, body }),

  importReturns: (round: string, file: File, apply: boolean) => json<t.Import>(`/rounds/${at(round)}/imports${query({ name: file.name, apply })}`, { method: 'POST', body: file }),
  reviewMany: (round: string, step: 'check' | 'approve', returns: string[]) => json<t.Reviewed>(`/rounds/${at(round)}/reviews`, { method: 'POST', body: { step, returns } }),
  /** Where the browser downloads from. */
  kitsOf: (round: string) => `/api/rounds/${at(round)}/kits.zip`,
  kitOf: (id: string) => `/api/returns/${at(id)}/kit.xlsx`,

  overview: (org: string, basis: string) => json<t.Overview>(`/orgs/${at(org)}/overview${query({ basis })}`),
  openRoundsBelow: (org: string, round: Omit<t.NewRound, 'org'>) => json<{ ids: string[] }>(`/orgs/${at(org)}/rounds`, { method: 'POST', body: round }),

  audit: (ask: { before?: number; account?: string; verb?: string; subject?: string; from?: string; until?: string; limit?: number }) => json<t.AuditLine[]>(`/audit${query(ask)}`),
  verifyAudit: () => json<t.AuditVerdict>('/audit/verify'),

  tryOut: (round: string, trial: t.Trial) => json<t.Tried>(`/rounds/${at(round)}/try`, { method: 'POST', body: trial, key: null }),
  whatIfs: (round: string) => json<t.WhatIf[]>(`/rounds/${at(round)}/what-ifs`),
  keepWhatIf: (round: string, kept: t.KeptWhatIf) => json<{ id: string }>(`/rounds/${at(round)}/what-ifs`, { method: 'POST', body: kept }),
  renameWhatIf: (id: string, name: string) => nothing(`/what-ifs/${at(id)}`, { method: 'PATCH', body: { name } }),
  discardWhatIf: (id: string) => nothing(`/what-ifs/${at(id)}`, { method: 'DELETE' }),

  map: (org: string, day: string) => json<t.SchoolMap>(`/orgs/${at(org)}/map${query({ day })}`),
  shapes: (org: string) => json<t.Shapes>(`/orgs/${at(org)}/shapes`),
  bringMap: (org: string, file: File, dry: boolean) => json<t.Brought>(`/orgs/${at(org)}/map${query({ name: file.name, dry_run: String(dry) })}`, { method: 'POST', body: file }),
  dropShapes: (org: string) => nothing(`/orgs/${at(org)}/shapes`, { method: 'DELETE' }),
  placeSchools: (org: string, places: Record<string, t.Degrees | null>) => nothing(`/orgs/${at(org)}/places`, { method: 'PATCH', body: { places } }),

  evidence: (round: string) => json<t.Evidence>(`/rounds/${at(round)}/evidence`),
  addEvidence: async (round: string, paper: t.NewPaper, file: Blob, told: (part: number) => void, halt: AbortSignal) => {
    const { status, body } = await sendFile<{ id: string }>(`/rounds/${at(round)}/evidence${query({ ...paper })}`, file, told, halt)
    return { id: body.id, known: status === 200 }
  },
  describeEvidence: (id: string, version: number, said: t.Described) => nothing(`/evidence/${at(id)}`, { method: 'PATCH', version, body: said }),
  withdrawEvidence: (id: string) => nothing(`/evidence/${at(id)}`, { method: 'DELETE' }),
  fileOf: (id: string, show = false) => `/api/evidence/${at(id)}/file${show ? '?show=true' : ''}`,
  bundleOf: (round: string) => `/api/rounds/${at(round)}/evidence.zip`,
  comments: (round: string) => json<t.Comment[]>(`/rounds/${at(round)}/comments`),
  comment: (round: string, said: { item: string; text: string }) => json<{ id: string }>(`/rounds/${at(round)}/comments`, { method: 'POST', body: said }),
  owners: (round: string) => json<t.Owner[]>(`/rounds/${at(round)}/owners`),
  nameOwner: (round: string, owner: t.Owner) => nothing(`/rounds/${at(round)}/owners`, { method: 'PATCH', body: owner }),
}
