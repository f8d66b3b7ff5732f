// What does the server say? The contract of the HTTP API, as types.

/** Told in both languages, or already in the reader's. */
export type Said = string | { zh: string; en: string }

export interface Grant {
  role: string
  title: Said
  org: string
  org_name: string
  topics: string[]
}

export interface Session {
  login: string
  name: string
  must_change: boolean
  csrf: string
  today: string
  roles: Grant[]
  verbs: string[]
}

export interface Org {
  id: string
  kind: string
  code: string
  name: string
  parent: string | null
  status: string
  into_org: string | null
  from_day: string
}

export interface Account {
  id: string
  login: string
  name: string
  must_change: boolean
  locked_until: number | null
  disabled: boolean
  created_at: number
  roles: { id: string; role: string; org: string; org_name: string; topics: string[]; until_day: string | null }[]
}

export interface NewAccount {
  login: string
  name: string
  role: string
  org: string
  topics: string[]
  until_day: string | null
}

export interface Permissions {
  roles: { id: string; title: Said; at: string[] }[]
  verbs: { id: string; title: Said; roles: string[]; topics: boolean; personal: boolean }[]
}

export interface Round {
  id: string
  org: string
  org_name: string
  title: string
  year: number
  day: string
  due_day: string
  standard: string
  overlays: string[]
  profile: Record<string, string>
  rules_hash: string
  state: string
  created_at: number
}

export interface StandardSummary {
  id: string
  version: string
  title: Said
  overlays?: { id: string; title: Said }[]
}

export interface Filed {
  id: string
  form: string
  org: string
  name: string
  code: string
  township: string
  state: string
  filled: number
  asked: number
}

export interface Indicator {
  id: string
  title: Said
  short: Said
  unit: Said
  digits: number
  sense: 'at_least' | 'at_most'
  limits: Record<string, string | null>
  floors: Record<string, string | null>
  cv_limits: Record<string, string | null>
  clause: Said
}

export interface Item {
  id: string
  title: Said
  group: string
  clause: Said
  evidence?: Said | null
  tests: { id?: string; title: Said; basis: string }[]
}

export interface Standard {
  id: string
  title: Said
  day: string
  profile: Record<string, string>
  stages: { id: string; title: Said }[]
  indicators: Indicator[]
  groups: { id: string; title: Said; met?: Said | null; not_met?: Said | null }[]
  items: Item[]
}

export interface Cell {
  value?: string | null
  missing?: string | null
  origin?: string | null
  note?: string | null
}

export type Grade = 'must_fix' | 'explain' | 'notice'

export interface Finding {
  code: string
  grade: Grade
  field?: string | null
  what: string
  why?: string | null
  expected?: string | null
  todo?: string | null
  subject?: string | null
}

export interface Field {
  name: string
  field: string
  stage: string | null
  stage_title: Said | null
  group: string
  title: Said
  unit: Said | null
  kind: string
  digits: number
  /** sum, largest or main: whether stages add up to a whole. */
  merge?: string | null
  options: { id: string; title: Said }[]
  help: Said | null
  as_of: Said | null
  source: Said | null
}

export interface Step {
  seq: number
  event: string
  topic: string | null
  field: string | null
  reason: string
  account: string
  account_name: string
  at: number
}

export interface Return {
  id: string
  round: Round
  org: Org
  form: { id: string; title: Said; groups: { id: string; title: Said }[]; fields: Field[] }
  state: string
  version: number
  cells: Record<string, Cell>
  last_year: Record<string, Cell>
  findings: Finding[]
  events: Step[]
  approved: string[]
  verbs: string[]
}

export interface Saved {
  version: number
  refused: Record<string, Finding>
  findings: Finding[]
}

export interface Change {
  version: number
  field: string
  cell: Cell | null
  account: string
  account_name: string
  at: number
}

export interface AuditLine {
  seq: number
  at: number
  account: string | null
  account_name: string | null
  verb: string
  subject: string | null
  detail: unknown
  previous: string
  hash: string
}

export type AuditVerdict = { whole: true; lines: number; hash: string } | { whole: false; seq: number }

export interface ProofBlock {
  kind: string
  label?: string
  text?: string
  title?: string
  head?: string[]
  rows?: string[][]
}

export interface Proof {
  title: string
  outcome: string
  blocks: ProofBlock[]
}

/** Body of an error: application/problem+json. */
export interface ProblemBody {
  title?: string
  status?: number
  code?: string
  detail?: string | null
  todo?: string | null
  version?: number
  changes?: Change[]
}
