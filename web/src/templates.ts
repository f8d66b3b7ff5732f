// Workbooks to be filled in and sent back: heads that the server knows, and beside them how to fill them in.
import type { Account, Org, Permissions, StandardSummary } from './api/types'
import { say, words } from './texts'

type Column = { head: string; width: number; needed?: boolean }

async function save(name: string, columns: Column[], rows: string[][], notes: string[]): Promise<void> {
  const { default: write } = await import('write-excel-file/browser')
  // Cells are texts and stay texts: no code loses its zeros, no name is run as a formula.
  const text = (value: string, style = {}) => ({ value, type: String, format: '@', ...style })
  const head = columns.map((own) => text(own.head, { fontWeight: 'bold', backgroundColor: own.needed ? '#fff1cf' : '#eef2f6' }))
  const empty = Array.from({ length: Math.max(20, 300 - rows.length) }, () => columns.map(() => text('')))
  await write([
    { sheet: words.value.list.sheet, data: [head, ...rows.map((row) => row.map((own) => text(own))), ...empty], columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 },
    { sheet: words.value.list.notes, data: notes.map((own) => [text(own, { wrap: true })]), columns: [{ width: 90 }] },
  ]).toFile(`${name}.xlsx`)
}

// The heads are Chinese in both languages: it is a Chinese list that comes back.
export const orgTemplate = (): Promise<void> =>
  save(words.value.orgs.templateName, [{ head: '乡镇', width: 18 }, { head: '学校标识码', width: 16 }, { head: '学校名称', width: 36, needed: true }, { head: '上级（主校）', width: 30 }], [], words.value.orgs.templateNotes)

/** Schools without a clerk stand in it already, with the school's code as the name to sign in by. */
export function accountTemplate(orgs: Org[], accounts: Account[], permissions: Permissions, standards: StandardSummary[]): Promise<void> {
  const clerk = permissions.roles.find((own) => own.id === 'school_clerk')
  const served = new Set(accounts.filter((own) => !own.disabled).flatMap((own) => own.roles.filter((role) => role.role === clerk?.id && !role.ended_at).map((role) => role.org)))
  const schools = orgs.filter((own) => own.kind === 'school' && own.status === 'open' && !served.has(own.id))
  const rows = schools.map((own) => ['', own.code, clerk?.title.zh ?? '', own.code || own.name, '', ''])
  const w = words.value.accounts
  const roles = permissions.roles.map((own) => `${say(own.title)}：${own.at.map((kind) => words.value.orgs.kinds[kind]).join('、')}${own.ends ? `（${w.untilNeeded}）` : ''}`)
  const groups = groupsOf(standards).map((own) => say(own.title)).join('、')
  const columns = [{ head: '姓名', width: 12, needed: true }, { head: '账号', width: 20, needed: true }, { head: '角色', width: 20, needed: true }, { head: '机构', width: 34, needed: true }, { head: '限定分组', width: 26 }, { head: '有效至', width: 14 }]
  return save(w.templateName, columns, rows, [...w.templateNotes, `${w.templateRoles}`, ...roles, `${w.templateGroups}${groups}`])
}

/** Headings of all forms, each once. */
export function groupsOf(standards: StandardSummary[]): StandardSummary['groups'] {
  const all = new Map(standards.flatMap((own) => own.groups).map((own) => [own.id, own]))
  return [...all.values()]
}
